public import ContractCore

/// JUnit XML in the dialect that Jenkins, GitLab, Azure and the GitHub actions read alike.
///
/// A suite a contract, a test case a case. At most one child tells the outcome: `failure` for a broken binding rule,
/// `error` for what could not be decided, `skipped` for what was not run or is excused; the reason stands both in
/// `message` and in the text, because readers show one or the other. A rule that no case tests is shown as skipped.
/// `name` alone is unique in the file, and it and `classname` are the same in every run.
public struct JUnitReporter: Reporter {
    /// `junit`.
    public static let format = "junit"
    /// `junit.xml`.
    public static let fileName = "junit.xml"
    /// The most bytes that the texts of one test case take.
    static let caseLimit = 16 * 1024
    /// The most bytes that the texts of all test cases take: GitLab refuses a file of more than 30 MB, and readers built
    /// on libxml2 refuse one of more than 10 MB when they are given it in one piece.
    static let totalLimit = 6 * 1024 * 1024

    /// Makes the reporter.
    public init() {}

    /// Writes the document.
    public func render(_ report: RunReport, to output: inout some TextOutputStream) {
        let index = ReportIndex(report)
        let suites = JUnitSuite.suites(of: report, index)
        var budget = Self.totalLimit
        var names = UniqueNames()
        var xml = XMLText()
        let counts = suites.reduce(into: JUnitCounts()) { $0.add($1.counts) }
        xml.open(
            "testsuites",
            [("name", "hallmark")] + counts.attributes + [
                ("time", Wording.seconds(report.run.seconds)), ("timestamp", report.run.startedAt),
            ])
        for suite in suites {
            suite.write(to: &xml, index, run: report.run, names: &names, budget: &budget)
            output.write(xml.take())
        }
        xml.close()
        output.write(xml.take())
    }
}

/// How many test cases of a file or a suite have which outcome, counted from what is written.
struct JUnitCounts {
    private var tests = 0
    private var failures = 0
    private var errors = 0
    private var skipped = 0

    /// Counts test cases of one outcome.
    mutating func add(_ kind: JUnitCase.Kind, count: Int = 1) {
        tests += count
        switch kind {
        case .passed: break
        case .failure: failures += count
        case .error: errors += count
        case .skipped: skipped += count
        }
    }

    /// Adds the counts of a suite.
    mutating func add(_ other: JUnitCounts) {
        tests += other.tests
        failures += other.failures
        errors += other.errors
        skipped += other.skipped
    }

    /// The counts as attributes.
    var attributes: XMLText.Attributes {
        [("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "\(skipped)")]
    }
}
