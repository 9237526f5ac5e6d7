import ContractCore
import ContractReports
import TestSupport
import Testing

struct ConsoleSummaryTests {
    /// The columns of a line, two for each East Asian wide character.
    private func columns(_ line: Substring) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFEF).contains($1.value) ? 2 : 1) }
    }

    @Test func `colours add nothing but escape sequences`() {
        let plain = ConsoleSummary().text(.sample)
        let colored = ConsoleSummary(color: true).text(.sample)
        #expect(colored != plain)
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test(arguments: [70, 80, 100, 140])
    func `lines keep to the width, but for locations and commands`(width: Int) {
        var report = RunReport.sample
        report.rules[0].text = String(repeating: "模块名称必须唯一 and so on, ", count: 20)
        for line in ConsoleSummary(width: width).text(report).split(separator: "\n") {
            let isWhole = line.hasPrefix("Contracts/") || line.hasPrefix("  curl ") || line.hasPrefix("  [")
            #expect(isWhole || columns(line) <= width, "\(line)")
        }
    }

    @Test func `columns are as wide as their longest number`() throws {
        var report = RunReport.sample
        let rule = try #require(report.rules.first)
        report.rules = PackedList((0..<100_000).map { _ in rule })
        report.cases = []
        let lines = ConsoleSummary(width: 80).text(report).split(separator: "\n")
        let head = try #require(lines.firstIndex { $0.hasPrefix("level ") })
        #expect(
            lines[head..<head + 2] == [
                "level       total  pass     fail  undecided  unsupported  skipped  excused",
                "\(rule.level.rawValue)      100,000     0  100,000          0            0        0        0",
            ])
    }

    @Test func `paths of reports are not broken, and stand on a line each where one line is too short`() {
        let short = ConsoleSummary(width: 70).text(.sample, reports: ["reports/junit.xml", "reports/summary.md"])
        #expect(short.hasSuffix("\nreports  reports/junit.xml reports/summary.md\n"))
        let folder = "/home/ada/" + String(repeating: "a-long-name/", count: 6)
        let long = ConsoleSummary(width: 70).text(.sample, reports: ["\(folder)junit.xml", "\(folder)summary.md"])
        #expect(long.hasSuffix("\nreports  \(folder)junit.xml\n         \(folder)summary.md\n"))
    }

    @Test func `a long word is broken behind a mark of punctuation where it has any`() {
        var report = RunReport.sample
        report.cases[0].findings[0].actual = "200 with /" + String(repeating: "a-long-folder/", count: 5) + "file.yaml"
        report.cases[0].findings[0].expected = String(repeating: "x", count: 70)
        let text = ConsoleSummary(width: 70).text(report)
        #expect(
            text.contains(
                """
                  expected  \(String(repeating: "x", count: 58))
                            \(String(repeating: "x", count: 12))
                  actual    200 with
                            /a-long-folder/a-long-folder/a-long-folder/a-long-folder/
                            a-long-folder/file.yaml

                """))
    }

    @Test func `the most binding broken rules come first`() {
        var report = RunReport.sample
        report.rules[0].level = .should
        report.rules[4].level = .must
        let text = ConsoleSummary().text(report)
        let blocks = text.split(separator: "\n").filter { $0.contains(": fail: ") || $0.contains(": warning: ") }
        #expect(blocks.map { $0.contains("page-size") } == [true, false, false])
    }

    @Test func `a rule with many broken rows shows three and names the others`() {
        var report = RunReport.sample
        report.cases = PackedList(
            (1...14).map { number in
                var result = report.cases[0]
                result.row = "row \(number)"
                return result
            })
        let text = ConsoleSummary().text(report)
        #expect(text.split(separator: "\n").count { $0.contains(": fail: ") } == 3)
        #expect(
            text.replacing("\n            ", with: " ").contains(
                "also      11 more rows of list-private-modules.sort-count-mismatch: "
                    + "row 4, row 5, row 6, row 7, row 8, row 9, row 10, row 11 and 3 more\n"))
    }

    @Test func `a long command or text is cut, and the note says where the whole is`() {
        var report = RunReport.sample
        report.cases[0].findings[0].actual = String(repeating: "x", count: 700)
        report.cases[0].exchanges = report.cases[0].exchanges.map { exchange in
            var exchange = exchange
            exchange.curl = "curl " + String(repeating: "y", count: 1_195)
            return exchange
        }
        let text = ConsoleSummary(width: 1_000).text(report)
        #expect(text.contains("  actual    \(String(repeating: "x", count: 600))… (100 bytes more, the whole is in the report)\n"))
        #expect(
            text.contains(
                "  curl \(String(repeating: "y", count: 595))…\n  (600 bytes more; the whole command is in the report)\n"))
    }

    @Test func `a case without findings shows its reason`() {
        var report = RunReport.sample
        report.cases[0].findings = []
        report.cases[0].reason = "the answer never came"
        #expect(ConsoleSummary().text(report).contains("  reason    the answer never came\n"))
    }

    @Test(arguments: [
        ("strict", "NOT CONFORMANT: 1 of 9 must rules and 1 of 2 should rules are broken; "),
        ("mutated", "mutated target, not a conformance result: x.y drop\nNOT CONFORMANT: "),
        ("interrupted", "\ninterrupted before every case had run\n"),
    ])
    func `what makes the verdict special stands beside it`(kind: String, expected: String) {
        var report = RunReport.sample
        report.run.strict = kind == "strict"
        report.run.interrupted = kind == "interrupted"
        report.run.mutation = kind == "mutated" ? "x.y drop" : nil
        #expect(ConsoleSummary(width: 400).text(report).contains(expected))
    }

    private static func rules(_ verdicts: [(Level, Verdict, Disposition)]) -> [RuleResult] {
        verdicts.enumerated().map { number, kind in
            RuleResult(
                id: "c.r\(number)", level: kind.0, text: "t", contract: "c", group: "g.c", file: "f", line: 1, verdict: kind.1,
                disposition: kind.2)
        }
    }

    @Test(
        arguments: [
            ([], "NOT ASSESSED: no rule was selected"),
            ([(.must, .skipped, .unexpected)], "NOT ASSESSED: none of 1 rule was assessed"),
            ([(.must, .pass, .unexpected)], "CONFORMANT: 1 of 1 must rule holds"),
            (
                [(.must, .pass, .unexpected), (.must, .pass, .unexpected), (.must, .skipped, .unexpected)],
                "CONFORMANT: 2 of 3 must rules hold, 1 not assessed"
            ),
            (
                [(.must, .pass, .unexpected), (.must, .fail, .waived)],
                "CONFORMANT: 1 of 2 must rules hold; 1 broken rule is excused"
            ),
            (
                [(.must, .pass, .unexpected), (.should, .fail, .unexpected), (.should, .fail, .unexpected)],
                "CONFORMANT: 1 of 1 must rule holds; 2 should rules are broken, which does not bind"
            ),
            ([(.may, .pass, .unexpected)], "CONFORMANT: 1 rule found to hold, no must rule"),
            (
                [(.must, .error, .unexpected), (.should, .inconclusive, .unexpected), (.must, .pass, .unexpected)],
                "UNDECIDED: 2 of 3 rules could not be decided"
            ),
            (
                [(.must, .fail, .unexpected), (.must, .fail, .unexpected), (.must, .error, .unexpected)],
                "NOT CONFORMANT: 2 of 3 must rules are broken; 1 rule could not be decided"
            ),
        ] as [([(Level, Verdict, Disposition)], String)])
    func `the verdict says what decided it`(verdicts: [(Level, Verdict, Disposition)], expected: String) {
        let report = RunReport(run: RunReport.sample.run, rules: Self.rules(verdicts), cases: [])
        #expect(ConsoleSummary(width: 200).text(report).split(separator: "\n").contains { $0 == expected })
    }
}
