import ArgumentParser
import ContractCore
import ContractReports
import Foundation

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Bring the reports of all parts of a run together.",
        discussion: """
            Each part was run with --shard I/N. A missing part, a part that is there twice and a part of another run are refused, \
            so that what is merged is the whole. The exit code is that of the whole.
            """)

    @Argument(help: "The report.json of each part, or the folder that holds it.")
    var parts: [String]
    @Option(help: "The folder for reports.")
    var reportDir = "reports"
    @Option(help: "Report formats, separated by commas (default: all).")
    var report: [String] = []
    @Option(help: "The SQLite file that keeps every run, or 'none'.")
    var history = HistoryOptions.file
    @Flag(help: "Print annotations for GitHub, too.")
    var annotations = false

    func run() throws {
        let formats = try ReportFolder.formats(report)
        var reports: [RunReport] = []
        for part in parts { reports.append(try SavedReport.read(part)) }
        let merged: RunReport
        do {
            merged = try ReportMerge.merge(reports)
        } catch {
            throw Failure(status: .invalidFile, message: "the parts cannot be merged: \(error)")
        }
        if annotations { Console.output(WorkflowAnnotations.text(merged), terminator: "") }
        try ReportEnding.finish(merged, formats: formats, folder: reportDir, history: history)
    }
}
