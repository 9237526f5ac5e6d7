import ArgumentParser
import ContractCore

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Make reports of a saved report.json.",
        discussion: """
            What is written is what the run itself would have written. Of several files, the reports of each go to a folder
            of its own, which has the name of the run.
            """)

    @Argument(help: "Saved reports (default: report.json in the folder for reports).")
    var files: [String] = []
    @Option(help: "The folder for reports.")
    var reportDir = "reports"
    @Option(help: "Report formats, separated by commas: junit, markdown, json (default: all).")
    var report: [String] = []
    @Flag(name: [.short, .long], help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let formats = try ReportFolder.formats(report)
        let names = files.isEmpty ? ["\(reportDir)/report.json"] : files
        var reports: [RunReport] = []
        for name in names { reports.append(try Self.read(name)) }
        if let twice = Dictionary(grouping: reports, by: \.run.id).first(where: { $1.count > 1 }) {
            throw Failure(status: .usage, message: "two of the files are reports of the run '\(twice.key)'")
        }
        for report in reports {
            let folder = reports.count == 1 ? reportDir : "\(reportDir)/\(Self.folderName(report.run.id))"
            let (written, failures) = ReportFolder(path: folder).write(report, formats: formats)
            if !quiet { written.forEach { Console.output($0) } }
            if let first = failures.first { throw first }
        }
    }

    private static func read(_ name: String) throws(Failure) -> RunReport {
        let bytes = try FileReading.bytes(name, limit: 1 << 30)
        do throws(ReportReadError) {
            return try ReportReader.read(bytes)
        } catch {
            throw Failure(
                status: .invalidFile, message: "'\(name)' is no report that can be used: \(error.description)")
        }
    }

    /// The run's identifier as the name of a folder: what is no letter or digit in a file from elsewhere cannot lead out.
    private static func folderName(_ id: String) -> String {
        String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
