import ContractCore
import ContractReports
import Crypto
import Foundation
import TestSupport
import Testing

struct HTMLReporterTests {
    /// The tags of a page in their order, without attributes.
    private func tags(_ page: String) -> [String] {
        var tags: [String] = []
        var rest = page[...]
        while let open = rest.firstIndex(of: "<") {
            let name = rest[open...].prefix { $0 != " " && $0 != ">" && $0 != "\n" }
            tags.append(String(name))
            rest = rest[open...].dropFirst()
        }
        return tags
    }

    /// The part of a page that depends on the report.
    private func body(_ page: String) throws -> String {
        let start = try #require(page.firstRange(of: "<body>\n"))
        let end = try #require(page.firstRange(of: "\n<script>"))
        return String(page[start.upperBound..<end.lowerBound]) + "\n"
    }

    @Test func `a run with every verdict reads as agreed in HTML`() throws {
        expectGolden(try body(rendered(HTMLReporter.self, .sample)), named: "report-body.html")
    }

    @Test(arguments: HostileReportTests.texts)
    func `whatever a target sends, the page has the same tags`(text: String) throws {
        let hostile = try HostileReportTests.report(full: text)
        let expected = tags(rendered(HTMLReporter.self, try HostileReportTests.report(full: "x")))
        let found = tags(rendered(HTMLReporter.self, hostile)).filter { $0 != "<span" && $0 != "</span" }
        #expect(found == expected.filter { $0 != "<span" && $0 != "</span" })
    }

    @Test func `every element that is opened is closed`() {
        let void: Set<String> = ["<meta", "<input", "<!doctype", "<br", "<i"]
        var open: [String] = []
        for tag in tags(rendered(HTMLReporter.self, .sample)) where !void.contains(tag) {
            if tag.hasPrefix("</") {
                if tag == "</i" { continue }
                #expect(open.popLast() == "<" + tag.dropFirst(2))
            } else if tag.hasPrefix("<"), let first = tag.dropFirst().first, first.isLetter, !["<path", "<rect"].contains(tag) {
                open.append(tag)
            }
        }
        #expect(open == [])
    }

    @Test func `the page lets only its own script run and loads nothing`() throws {
        let page = rendered(HTMLReporter.self, .sample)
        let start = try #require(page.firstRange(of: "<script>"))
        let end = try #require(page.firstRange(of: "</script>"))
        let digest = Data(SHA256.hash(data: Data(page[start.upperBound..<end.lowerBound].utf8))).base64EncodedString()
        #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(digest)';"))
        #expect(page.ranges(of: "<script").count == 1)
        for loading in ["src=", "<link", "url(", "@import", "<img", "<iframe", "<object"] { #expect(!page.contains(loading)) }
    }

    @Test func `the page stays bounded, and what does not hold keeps its evidence`() throws {
        var report = RunReport.sample
        let long = String(repeating: "<模", count: 250_000)
        report.cases = PackedList(
            report.cases.map { result in
                var result = result
                result.remarks = [long]
                result.exchanges = Array(repeating: ExchangeRecord(label: long, method: long, url: long, status: 200), count: 300)
                return result
            })
        let less = String(repeating: "<模", count: 2_000)
        let exchanges = Array(repeating: ExchangeRecord(label: less, method: less, url: less, status: 200), count: 300)
        report.cases += (0..<3000).map { number in
            CaseResult(
                rule: "list-private-modules.newest-first", row: "\(number)", verdict: .pass, remarks: [less], observations: 1,
                exchanges: exchanges, file: "f", line: 1)
        }
        let page = rendered(HTMLReporter.self, report)
        #expect(page.utf8.count < 10_000_000)
        #expect(page.contains("report.json has all"))
        #expect(page.contains("at most 100 elements"))
    }

    @Test func `excused, repeated and out of date stand on the page`() {
        var report = RunReport.sample
        report.cases[3].attempts = [Attempt(verdict: .fail, reason: "it was 500")]
        report.gate = GateFacts(
            baseline: "known.yaml",
            problems: [
                GateProblem(kind: .stale, file: "known.yaml", line: 4, entry: "x", message: "'x' is expected to fail, and it holds now")
            ])
        report.claim = ProfileClaim(name: "all", version: "1", title: "t", digest: "d", rules: [])
        let page = rendered(HTMLReporter.self, report)
        for text in [
            ">flaky<", "try 1: fail, it was 500", "Out of date", "known.yaml:4", "waived", "all 1",
            "1 excuse is out of date, which fails the gate",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }
}
