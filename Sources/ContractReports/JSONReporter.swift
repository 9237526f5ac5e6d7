public import ContractCore

/// The whole report as JSON, from which every other report can be made again.
///
/// `schema` comes first and names the layout; `ReportReader` reads it back to an equal report. Times that are no finite
/// number are written as zero.
public struct JSONReporter: Reporter {
    /// `json`.
    public static let format = "json"
    /// `report.json`.
    public static let fileName = "report.json"

    /// Makes the reporter.
    public init() {}

    /// Writes the document and a line feed, part by part.
    public func render(_ report: RunReport, to output: inout some TextOutputStream) {
        do {
            try OrderedJSON.write(report, to: &output)
        } catch {
            // Only a model type that refuses to be encoded comes here; a reader must not take the file for a report,
            // and behind the beginning of one this is no JSON.
            output.write("{\"unwritten\": \(OrderedJSON.literal(String(describing: error)))}")
        }
        output.write("\n")
    }
}
