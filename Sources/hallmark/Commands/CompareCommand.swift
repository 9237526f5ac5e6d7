import ArgumentParser
import ContractCore
import ContractHistory
import ContractReports
import Foundation

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say what changed between two runs, or put several implementations side by side.",
        discussion: """
            A run is a report.json, a folder that holds one, 'latest', 'previous', a number that 'hallmark history' shows, or a \
            run's identifier. Only rules of equal revision are compared. Exit code 1: a binding rule regressed; 4: one became undecided.
            """)

    @Argument(help: "The earlier run and the later one (default: previous latest); with --matrix two or more.")
    var runs: [String] = []
    @Flag(help: "Put implementations side by side instead: rules against implementations, differences first.")
    var matrix = false
    @Option(help: ArgumentHelp("A name for each implementation of a matrix, separated by commas.", valueName: "a,b"))
    var names: String?
    @Option(help: "text, json, markdown or html.")
    var format = "text"
    @Option(help: "The folder for comparison.md, .html and .json, or matrix.md, .html and .json.")
    var reportDir: String?
    @Option(help: "The SQLite file that keeps every run.")
    var history = HistoryOptions.file
    @Flag(help: "Let should-rules that regressed count like must-rules.")
    var strict = false

    func run() throws {
        guard ["text", "json", "markdown", "html"].contains(format) else {
            throw Failure(
                status: .usage, message: "there is no format '\(format)'",
                hint: "known here: text, json, markdown, html")
        }
        if matrix { try compareImplementations() } else { try compareRuns() }
    }

    private func compareRuns() throws {
        let named = runs.isEmpty ? ["previous", "latest"] : runs
        guard named.count == 2 else {
            throw Failure(
                status: .usage, message: "\(named.count) runs are named, expected 2", hint: "--matrix takes more")
        }
        let resolved = try RunReference(historyPath: history).resolve(named)
        let (before, after) = (resolved[0], resolved[1])
        let trend = try trend(before, after)
        let comparison = RunComparison(
            before: before, after: after, strict: strict || after.run.strict,
            recent: recent(trend, before: before, after: after))
        let report = ComparisonReport(comparison, trend: trend)
        try write(text: report.text, json: report.json, markdown: report.markdown, html: report.html, as: "comparison")
        if !comparison.bindingRegressions.isEmpty { throw ExitStatus.broken.code }
        if !comparison.bindingUndecided.isEmpty { throw ExitStatus.undecided.code }
        if comparison.scored == 0 { throw ExitStatus.nothingSelected.code }
    }

    /// The runs before the later one, where it is in the history; else the two runs alone.
    private func trend(_ before: RunSummary, _ after: RunSummary) throws -> Trend {
        guard let number = after.number else { return Trend([before, after]) }
        let history = try HistoryOptions.open(history)
        return try HistoryOptions.reading { () throws(HistoryError) in
            try history.trend(upTo: number)
        }
    }

    /// What earlier runs against the same contracts found out about the rules as they are now.
    private func recent(_ trend: Trend, before: RunSummary, after: RunSummary) -> [String: [Verdict]] {
        guard let last = before.number, after.number != nil else { return [:] }
        let revisions = Dictionary(after.rules.map { ($0.result.id, $0.result.revision) }) { first, _ in first }
        return trend.rules.reduce(into: [:]) { recent, entry in
            let points = entry.value.filter { $0.number < last && $0.revision == revisions[entry.key] }
            recent[entry.key] = points.suffix(10).map(\.verdict)
        }
    }

    private func compareImplementations() throws {
        guard runs.count >= 2 else {
            throw Failure(status: .usage, message: "--matrix needs two or more reports")
        }
        let columns = try RunReference(historyPath: history).resolve(runs)
        let given = names?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        guard given.isEmpty || given.count == columns.count else {
            throw Failure(status: .usage, message: "--names has \(given.count) names, expected \(columns.count)")
        }
        let matrix = ImplementationMatrix(columns, names: given.isEmpty ? Self.names(columns) : given)
        let report = MatrixReport(matrix)
        try write(text: report.text, json: report.json, markdown: report.markdown, html: report.html, as: "matrix")
    }

    /// A name for each column: its target, and the run where targets are the same.
    private static func names(_ columns: [RunSummary]) -> [String] {
        let targets = columns.map(\.run.target)
        return Set(targets).count == targets.count
            ? targets : zip(targets, columns).enumerated().map { "\($1.0) (\($0 + 1): \($1.1.name))" }
    }

    private func write(
        text: @autoclosure () -> String, json: @autoclosure () -> String, markdown: @autoclosure () -> String,
        html: @autoclosure () -> String, as name: String
    ) throws(Failure) {
        if let reportDir {
            let folder = ReportFolder(path: reportDir)
            try folder.write(["\(name).md": markdown(), "\(name).html": html(), "\(name).json": json()])
        }
        let output =
            switch format {
            case "json": json()
            case "markdown": markdown()
            case "html": html()
            default: text()
            }
        Console.output(output, terminator: "")
    }
}
