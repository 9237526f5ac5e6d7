import ArgumentParser
import ContractCore
import ContractReports
import Foundation

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Find every mistake in contract files, in one pass.")

    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []
    @Option(help: "text, json or github (workflow annotations).")
    var format = "text"
    @Flag(name: [.short, .long], help: "Print nothing but mistakes.")
    var quiet = false

    func run() throws {
        try OutputOptions.check(format, among: ["text", "json", "github"])
        let loaded = try SuiteLoader.load(paths)
        let diagnostics = loaded.diagnostics + environmentDiagnostics(loaded)
        switch format {
        case "json": Console.output(JSONWriter.text(of: loaded.renderer.json(diagnostics), layout: .pretty()))
        case "github": Console.output(loaded.renderer.github(diagnostics), terminator: "")
        default: Console.output(Escaping.visible(loaded.renderer.text(diagnostics), .lines), terminator: "")
        }
        let errors = diagnostics.count { $0.severity == .error }
        if !quiet {
            let parts = [
                counted(loaded.suite.fileCount, "file"), counted(loaded.plan.rules.count, "rule"),
                counted(loaded.plan.cases.count, "case"),
            ]
            Console.error("\(parts.joined(separator: ", ")): \(errors == 0 ? "no errors" : counted(errors, "error"))")
        }
        if errors > 0 { throw ExitStatus.invalidFile.code }
    }

    /// Mistakes in the environments, profiles, baselines and waivers of the suite.
    private func environmentDiagnostics(_ loaded: LoadedSuite) -> [Diagnostic] {
        loaded.suite.companions.flatMap { file in
            let ofGate = GateFiles.diagnostics(of: file, in: loaded)
            if !ofGate.isEmpty { return ofGate }
            guard (try? YAMLReader.read(file))?.entries?.first?.key == "environment" else { return [Diagnostic]() }
            return EnvironmentReader.read(file).diagnostics.all
        }
    }
}
