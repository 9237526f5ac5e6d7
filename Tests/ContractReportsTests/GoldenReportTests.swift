import ContractCore
import ContractReports
import TestSupport
import Testing

struct GoldenReportTests {
    @Test func `a run with every verdict reads as agreed in JUnit`() {
        expectGolden(rendered(JUnitReporter.self, .sample), named: "junit.xml")
    }

    @Test func `a run with every verdict reads as agreed in Markdown`() {
        expectGolden(rendered(MarkdownReporter.self, .sample), named: "summary.md")
    }

    @Test func `a run with every verdict reads as agreed in JSON`() {
        expectGolden(rendered(JSONReporter.self, .sample), named: "report.json")
    }

    @Test func `a run with every verdict reads as agreed on a terminal`() {
        expectGolden(ConsoleSummary().text(.sample, reports: ["reports/junit.xml", "reports/summary.md"]), named: "console.txt")
    }

    @Test func `a conformant run reads as agreed on a terminal`() {
        expectGolden(ConsoleSummary().text(.conformantSample), named: "console-conformant.txt")
    }

    @Test func `a strict run against a mutated target reads as agreed in Markdown`() {
        var report = RunReport.sample
        report.run.strict = true
        report.run.interrupted = true
        report.run.mutation = "list-private-modules.sort-count-mismatch drop"
        expectGolden(rendered(MarkdownReporter.self, report), named: "summary-mutated.md")
    }
}
