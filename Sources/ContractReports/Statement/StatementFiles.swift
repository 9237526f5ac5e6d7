public import ContractCore

/// The files of a conformance statement, each a pure function of the report.
public enum StatementFiles {
    /// The name of the statement that programs read.
    public static let json = "statement.json"
    /// The name of the statement that people read.
    public static let markdown = "statement.md"
    /// The name of the badge.
    public static let badge = "badge.svg"

    /// The statement of a report as JSON, as Markdown and as a badge; `evidence` is the SHA-256 of the report's bytes.
    public static func all(_ report: RunReport, evidence: String) -> [(name: String, text: String)] {
        let statement = ConformanceStatement(report, evidence: evidence)
        let text: String
        do {
            text = try OrderedJSON.text(statement)
        } catch {
            text = "{\"unwritten\": \(OrderedJSON.literal(String(describing: error)))}"
        }
        return [(json, text + "\n"), (markdown, StatementPage.text(statement)), (badge, Badge.svg(statement))]
    }
}
