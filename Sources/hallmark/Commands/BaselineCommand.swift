import ArgumentParser
import ContractCore
import Foundation

struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Check a file of known failures against a report, or bring it up to date.",
        discussion: """
            Without --update or --prune nothing is written: entries that are out of date are listed, and the exit code is 1 when \
            there are any.
            """)

    @Argument(help: "The baseline file; --update makes it when it is not there.")
    var file: String
    @Option(help: "The report.json to go by, or the folder that holds it.")
    var report = "reports"
    @Flag(help: "Expect every failure of the report that no waiver covers.")
    var update = false
    @Flag(help: "Remove the entries that are out of date, and add none.")
    var prune = false

    func run() throws {
        guard !(update && prune) else {
            throw Failure(
                status: .usage, message: "--update and --prune exclude each other", hint: "--update prunes too")
        }
        let saved = try SavedReport.read(report)
        let isNew = update && !FileManager.default.fileExists(atPath: file)
        let baseline = isNew ? Baseline(name: saved.run.target, file: file) : try GateFiles.baseline(file)
        guard update || prune else { return try check(baseline, saved) }
        let changed = update ? baseline.updated(from: saved) : baseline.pruned(by: saved)
        try ReportFolder.replace(file, with: Array(changed.text.utf8))
        let old = Set(baseline.entries.map { "\($0.caseID) \($0.signature)" })
        let new = Set(changed.entries.map { "\($0.caseID) \($0.signature)" })
        Console.error(
            "\(file): \(changed.entries.count) entries, \(new.subtracting(old).count) added, \(old.subtracting(new).count) removed"
        )
    }

    private func check(_ baseline: Baseline, _ report: RunReport) throws {
        let problems = baseline.problems(by: report)
        for problem in problems {
            Console.output("\(problem.file):\(problem.line): \(problem.kind.rawValue): \(problem.message)")
        }
        Console.error("\(baseline.entries.count) entries, \(problems.count) out of date")
        if !problems.isEmpty { throw ExitStatus.broken.code }
    }
}
