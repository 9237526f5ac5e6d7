public import ContractCore

/// Writes a run's report in one format.
///
/// A reporter is a pure function of the report: no clock, no disk, no environment, no secret. The same report gives the
/// same text, and whatever the target sent, the text is valid in its format and safe to show on a terminal.
public protocol Reporter: Sendable {
    /// The word that selects the format on the command line.
    static var format: String { get }
    /// The name of the file within the folder of reports; the same for every run.
    static var fileName: String { get }
    /// Makes the reporter; it has no settings.
    init()
    /// Writes the whole report.
    func render(_ report: RunReport, to output: inout some TextOutputStream)
}

/// Every format there is.
public enum Reporters {
    /// The reporters, in the order in which they are named to users.
    public static let all: [any Reporter.Type] = [
        JUnitReporter.self,
        MarkdownReporter.self,
        JSONReporter.self,
        HTMLReporter.self,
    ]

    /// The reporter of a format, or nil when there is none of that name.
    public static func named(_ format: String) -> (any Reporter.Type)? {
        all.first { $0.format == format }
    }
}
