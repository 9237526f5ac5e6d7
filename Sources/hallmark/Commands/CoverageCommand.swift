import ArgumentParser
import ContractCore

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Tell which rules are tested, which are not and why, and what no rule looks at.")

    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []
    @OptionGroup var selection: SelectionOptions
    @Option(
        help: ArgumentHelp(
            "A file of identifiers that the contracts should have, one a line; # begins a remark.", valueName: "file"))
    var expected: String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let isJSON = try output.isJSON()
        let loaded = try SuiteLoader.load(paths)
        try loaded.requireValid()
        let known = Set(loaded.plan.rules.map(\.id))
        let missing = try expectedRules().filter { !known.contains($0) }
        let coverage = Coverage(of: try selection.apply(to: loaded), in: loaded.suite, expected: missing)
        if isJSON {
            Console.output(JSONWriter.text(of: coverage.json, layout: .pretty()))
        } else {
            Console.output(coverage.text, terminator: "")
        }
        let total = coverage.total
        output.remark("\(total.tested) of \(counted(total.rules, "rule")) tested by \(counted(total.cases, "case"))")
    }

    private func expectedRules() throws(Failure) -> [String] {
        guard let expected else { return [] }
        return try FileReading.source(expected).text.split(whereSeparator: \.isNewline).compactMap { line in
            let text = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return text.isEmpty ? nil : text
        }
    }
}
