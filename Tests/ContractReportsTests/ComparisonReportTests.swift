import ContractCore
import ContractReports
import Foundation
import TestSupport
import Testing

struct ComparisonReportTests {
    static let before = RunReport.scripted(
        [
            ("broke", [("one", .pass), ("two", .pass)]), ("mended", [(nil, .fail)]), ("lost", [(nil, .pass)]), ("same", [(nil, .pass)]),
            ("reworded@r1", [(nil, .pass)]), ("gone", [(nil, .pass)]), ("dark", [(nil, .pass)]),
        ], id: "00000001", startedAt: "2026-11-20T10:00:00.000Z")
    static let after: RunReport = {
        var report = RunReport.scripted(
            [
                ("broke", [("one", .pass), ("two", .fail)]), ("mended", [(nil, .pass)]), ("lost", [(nil, .skipped)]),
                ("same", [(nil, .pass)]), ("reworded@r2", [(nil, .pass)]), ("new", [(nil, .pass)]), ("dark", [(nil, .error)]),
            ], id: "00000002", startedAt: "2026-11-21T10:00:00.000Z", digest: "d2")
        report.cases[1].findings[0].actual = "200 | `a` <b>\u{1B}"
        return report
    }()

    private func report(_ before: RunReport = before, _ after: RunReport = after) -> ComparisonReport {
        let (old, new) = (RunSummary(before), RunSummary(after))
        return ComparisonReport(RunComparison(before: old, after: new), trend: Trend([old, new, new]))
    }

    @Test func `a regression reads as agreed on a terminal`() { expectGolden(report().text, named: "comparison.txt") }
    @Test func `a regression reads as agreed in Markdown`() { expectGolden(report().markdown, named: "comparison.md") }
    @Test func `a regression reads as agreed in JSON`() { expectGolden(report().json, named: "comparison.json") }

    @Test func `a regression reads as agreed in HTML`() throws {
        let page = report().html
        let start = try #require(page.firstRange(of: "<body>\n"))
        let end = try #require(page.firstRange(of: "\n<script>"))
        expectGolden(String(page[start.upperBound..<end.lowerBound]) + "\n", named: "comparison-body.html")
    }

    @Test func `two equal runs have no regression, and two strangers cannot be compared`() {
        let same = report(Self.before, Self.before)
        #expect(same.text.hasSuffix("NO REGRESSION: no rule regressed; 7 rules of equal revision compared\n"))
        let other = report(Self.before, .scripted(verdicts: ["other": .pass]))
        #expect(other.text.hasSuffix("NOT COMPARABLE: nothing to compare; 0 rules of equal revision compared\n"))
    }

    @Test(arguments: HostileReportTests.texts)
    func `whatever the runs hold, no form acts and the page has the same tags`(text: String) throws {
        let (old, new) = (try Self.before.mappingTexts { $0 + text }, try Self.after.mappingTexts { $0 + text })
        let hostile = report(old, new)
        let plain = report(try Self.before.mappingTexts { $0 + "x" }, try Self.after.mappingTexts { $0 + "x" })
        #expect(hostile.html.count { $0 == "<" } == plain.html.count { $0 == "<" })
        for form in [hostile.text, hostile.markdown, hostile.html] {
            #expect(!form.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
            #expect(!form.contains("##vso["))
        }
    }

    @Test func `implementations side by side read as agreed`() {
        let matrix = ImplementationMatrix([RunSummary(Self.before), RunSummary(Self.after)], names: ["one|a", "two"])
        expectGolden(MatrixReport(matrix).markdown, named: "matrix.md")
        expectGolden(MatrixReport(matrix).text, named: "matrix.txt")
        #expect(MatrixReport(matrix).html.contains("2 implementations differ in 6 of 8 rules"))
    }
}
