import ContractCore
import ContractReports

/// What is done with the report of a whole run: files, history, summary, exit code.
enum ReportEnding {
    static func finish(_ report: RunReport, formats: [String], folder: String, history: String) throws {
        var (written, failures) = ReportFolder(path: folder).write(report, formats: formats)
        if report.claim != nil {
            do throws(Failure) {
                written += try ReportFolder(path: folder).writeStatement(of: report)
            } catch {
                failures.append(error)
            }
        }
        HistoryOptions.keep(report, in: history)
        let summary = ConsoleSummary(color: Console.takesColor).text(report, reports: written)
        Console.output(summary, terminator: summary.hasSuffix("\n") ? "" : "\n")
        for failure in failures { Console.error("error: \(failure.message)") }
        // A broken rule stays the news; where all was well, a missing report is not.
        let status = report.exitStatus
        throw (failures.isEmpty || status != .success ? status : .undecided).code
    }
}
