import ContractCore
import ContractReports
import TestSupport
import Testing

struct MarkdownReporterTests {
    private func lines(_ report: RunReport) -> [String] {
        rendered(MarkdownReporter.self, report).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `the verdict is the first line, and a warning before it for a mutated target`() {
        var report = RunReport.sample
        #expect(lines(report).first?.hasPrefix("**NOT CONFORMANT** — 1 of 9 must rules is broken") == true)
        report.run.mutation = "x.y drop"
        #expect(lines(report).first == "**MUTATED TARGET: this is not a conformance result.** Made to break: x.y drop")
        #expect(lines(report)[2].hasPrefix("**NOT CONFORMANT** — "))
    }

    @Test func `results with one cause are one line with a count`() {
        var report = RunReport.sample
        report.cases = PackedList(
            (1...31).map { number in
                CaseResult(
                    rule: "list-private-modules.newest-first", row: "row \(number)", verdict: .error,
                    reason: "no connection to 192.0.2.7:8080 (step \(number) GET /v1/\(number))", code: "connect", file: "f", line: 1)
            })
        let found = lines(report).filter { $0.hasPrefix("- **error**") }
        #expect(
            found == [
                "- **error** `connect`: no connection to 192.0.2.7:8080 (step 1 GET /v1/1) — 31 cases of 1 rule: "
                    + "`list-private-modules.newest-first`"
            ])
    }

    @Test func `results of different causes stay apart, the most frequent first`() {
        var report = RunReport.sample
        report.cases = PackedList(
            [("a", "status 429"), ("b", "status 500"), ("c", "status 500"), ("d", "status 429, twice")].map { row, reason in
                CaseResult(rule: "x.y", row: row, verdict: .inconclusive, reason: reason, code: "prerequisite", file: "f", line: 1)
            })
        let found = lines(report).filter { $0.hasPrefix("- **inconclusive**") }
        #expect(
            found
                == ["status 500 — 2 cases of 1 rule", "status 429 — 1 case of 1 rule", "status 429, twice — 1 case of 1 rule"].map {
                    "- **inconclusive** `prerequisite`: \($0): `x.y`"
                })
    }

    @Test func `a run of very many broken rules stays under the limit and counts what is left out`() {
        var report = RunReport.sample
        let (rule, result) = (report.rules[0], report.cases[0])
        report.rules = []
        report.cases = []
        for number in 0..<4000 {
            var (rule, result) = (rule, result)
            rule.id = "list.rule-\(number)"
            result.rule = rule.id
            report.rules.append(rule)
            report.cases.append(result)
        }
        let text = rendered(MarkdownReporter.self, report)
        #expect(text.utf8.count < 1_048_576)
        let shown = text.split(separator: "\n").count { $0.hasPrefix("### ") }
        #expect(shown > 100)
        let thousands = (4000 - shown) / 1000
        let rest = String((4000 - shown) % 1000)
        let number = "\(thousands),\(String(repeating: "0", count: 3 - rest.count))\(rest)"
        #expect(text.contains("*\(number) rules left out here for length; report.json has all.*"))
        #expect(text.contains("Coverage by contract"))
    }

    @Test func `columns of a level add up to its total`() {
        for line in lines(.sample) where line.hasPrefix("| must") || line.hasPrefix("| should") || line.hasPrefix("| may") {
            let numbers = line.split(separator: "|").compactMap { Int($0.trimmingPrefix(" ").prefix { $0 != " " }) }
            #expect(numbers.count == 7)
            #expect(numbers.dropFirst().reduce(0, +) == numbers.first)
        }
    }

    @Test func `a conformant run has no section about what went wrong`() {
        let headings = lines(.conformantSample).filter { $0.hasPrefix("#") }
        #expect(headings == ["## Remarks"])
    }

    @Test func `a rule with many broken rows shows three and names the others`() {
        var report = RunReport.sample
        report.cases = PackedList(
            (1...30).map { number in
                var result = report.cases[0]
                result.row = "row \(number)"
                return result
            })
        let text = rendered(MarkdownReporter.self, report)
        #expect(text.contains("**row 3**\n"))
        #expect(!text.contains("**row 4**\n"))
        #expect(text.contains("Broken as well: row 4, row 5, "))
        #expect(text.contains(", row 23 and 7 more\n"))
    }
}
