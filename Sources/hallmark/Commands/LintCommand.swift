import ArgumentParser
import ContractCore
import Foundation

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Find every mistake in contract files, in one pass.")

    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []
    @Option(help: "text, json or github (workflow annotations).")
    var format = "text"

    func run() throws {
        guard ["text", "json", "github"].contains(format) else {
            throw Failure(status: .usage, message: "there is no format '\(format)'", hint: "known here: text, json, github")
        }
        let loaded = try SuiteLoader.load(paths)
        let diagnostics = loaded.diagnostics + environmentDiagnostics(loaded)
        switch format {
        case "json": Console.output(JSONWriter.text(of: loaded.renderer.json(diagnostics), layout: .pretty()))
        case "github": Console.output(loaded.renderer.github(diagnostics), terminator: "")
        default: Console.output(loaded.renderer.text(diagnostics), terminator: "")
        }
        let errors = diagnostics.filter { $0.severity == .error }.count
        Console.error(
            "\(loaded.suite.sources.count) files, \(loaded.plan.rules.count) rules, \(loaded.plan.cases.count) cases: "
                + (errors == 0 ? "no errors" : errors == 1 ? "1 error" : "\(errors) errors"))
        if errors > 0 { throw ExitStatus.invalidFile.code }
    }

    /// Mistakes in the environments, profiles, baselines and waivers of the suite.
    private func environmentDiagnostics(_ loaded: LoadedSuite) -> [Diagnostic] {
        loaded.suite.sources.flatMap { file in
            let ofGate = GateFiles.diagnostics(of: file, in: loaded)
            if !ofGate.isEmpty { return ofGate }
            guard (try? YAMLReader.read(file))?.entries?.first?.key == "environment" else { return [Diagnostic]() }
            return EnvironmentReader.read(file).diagnostics.all
        }
    }
}
