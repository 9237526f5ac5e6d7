import ContractCore
import ContractReports
import TestSupport
import Testing

struct JUnitReporterTests {
    private static let outcomes = ["failure", "error", "skipped"]

    private func document(_ report: RunReport) throws -> ParsedElement {
        try parseXML(rendered(JUnitReporter.self, report))
    }

    private func testCase(_ name: String, in report: RunReport) throws -> ParsedElement {
        try #require(try document(report).all("testcase").first { $0["name"] == name })
    }

    private func outcome(_ element: ParsedElement) -> ParsedElement? {
        element.children.first { Self.outcomes.contains($0.name) }
    }

    @Test(arguments: [false, true])
    func `counts are those of the elements`(strict: Bool) throws {
        var report = RunReport.sample
        report.run.strict = strict
        let root = try document(report)
        for element in [root] + root.all("testsuite") {
            let cases = element.all("testcase")
            #expect(element["tests"] == "\(cases.count)")
            for (attribute, name) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
                #expect(element[attribute] == "\(element.all(name).count)")
            }
        }
        #expect(root["failures"] == (strict ? "3" : "2"))
    }

    @Test func `a case has at most one outcome, with the message at the start of its text`() throws {
        for element in try document(.sample).all("testcase") {
            let outcomes = element.children.filter { Self.outcomes.contains($0.name) }
            #expect(outcomes.count <= 1)
            for outcome in outcomes {
                let message = try #require(outcome["message"])
                #expect(!message.isEmpty)
                #expect(outcome.text.hasPrefix(message + "\n"))
            }
        }
    }

    @Test(arguments: [
        ("list-private-modules.sort-count-mismatch [a key without a direction]", "failure", "contract.must"),
        ("create-private-module.quota", "error", "inconclusive.rate-limited"),
        ("stack-drift.report", "error", "harness.network"),
        ("cleanup", "error", "cleanup.left-behind"),
    ])
    func `what stops a gate has a stable type`(name: String, element: String, type: String) throws {
        let outcome = outcome(try testCase(name, in: .sample))
        #expect(outcome?.name == element)
        #expect(outcome?["type"] == type)
    }

    @Test(arguments: [
        ("stack-drift.detect", "unsupported: optional feature drift-detection is declared absent"),
        ("list-private-modules.empty-account", "skipped: the environment has no fresh account"),
        ("list-private-modules.marker-is-opaque", "untested: nothing observable follows from it"),
        ("create-private-module.name-length [129 characters]", "waived: W-012 until 2027-01-31: the console allows longer names"),
        ("create-private-module.description-chinese", "expected by the baseline: known since 0.1"),
    ])
    func `what does not count is skipped with its reason`(name: String, message: String) throws {
        let outcome = outcome(try testCase(name, in: .sample))
        #expect(outcome?.name == "skipped")
        #expect(outcome?["message"] == message)
    }

    @Test func `a broken should rule passes with a remark, and fails in a strict run`() throws {
        var report = RunReport.sample
        let lenient = try testCase("list-private-modules.page-size", in: report)
        #expect(outcome(lenient) == nil)
        #expect(lenient.properties["verdict"] == "fail")
        #expect(lenient.properties["level"] == "should")
        #expect(lenient.all("system-out").first?.text.hasPrefix("should rule broken, which does not bind: body $['modules']") == true)
        report.run.strict = true
        #expect(outcome(try testCase("list-private-modules.page-size", in: report))?["type"] == "contract.should")
    }

    @Test func `a broken may rule passes in a strict run too`() throws {
        var report = RunReport.sample
        report.run.strict = true
        report.rules = PackedList(
            report.rules.map { rule in
                var rule = rule
                if rule.level == .should { rule.level = .may }
                return rule
            })
        #expect(outcome(try testCase("list-private-modules.page-size", in: report)) == nil)
    }

    @Test func `an excused case of a strict run stays skipped`() throws {
        var report = RunReport.sample
        report.run.strict = true
        #expect(outcome(try testCase("create-private-module.name-length [129 characters]", in: report))?.name == "skipped")
    }

    @Test func `remarks about a pass are its output`() throws {
        let element = try testCase("list-private-modules.newest-first", in: .sample)
        #expect(element.all("system-out").map(\.text) == ["answered 200 with an unknown field \"owner\"\n"])
    }

    @Test func `file, line, time and place are attributes`() throws {
        let element = try testCase("list-private-modules.newest-first", in: .sample)
        #expect(
            element.attributes == [
                "classname": "rfs.private-modules.list-private-modules", "name": "list-private-modules.newest-first",
                "file": "Contracts/rfs/list-private-modules.contract.yaml", "line": "44", "time": "1.204", "assertions": "5",
            ])
    }

    @Test func `a suite begins when its first case does`() throws {
        let suites = try document(.sample).all("testsuite")
        #expect(suites.map { $0["name"] } == ["list-private-modules", "create-private-module", "stack-drift", "cleanup"])
        #expect(suites[1]["timestamp"] == "2026-09-21T08:10:06.250Z")
        #expect(suites[2]["timestamp"] == "2026-09-21T08:10:08.250Z")
    }

    @Test func `names are unique even when the report repeats itself`() throws {
        var report = RunReport.sample
        report.rules += report.rules
        report.cases += report.cases + [report.cases[0]]
        let names = try document(report).all("testcase").map { "\($0["classname"] ?? "")/\($0["name"] ?? "")" }
        #expect(names.count > report.cases.count)
        #expect(Set(names).count == names.count)
    }

    @Test func `a row that looks like a numbered repetition keeps the names unique`() throws {
        var report = RunReport.sample
        var twin = report.cases[3]
        twin.rule = "x"
        var odd = twin
        odd.rule = "x (2)"
        report.cases = [twin, odd, twin, twin]
        let names = try document(report).all("testcase").compactMap { $0["name"] }.filter { $0.hasPrefix("x") }
        #expect(Set(names).count == 4)
    }

    @Test func `a case whose rule is not listed is shown all the same`() throws {
        var report = RunReport.sample
        report.rules.removeAll { $0.id == "stack-drift.report" }
        #expect(outcome(try testCase("stack-drift.report", in: report))?.name == "error")
    }

    @Test func `names do not change with what a run saw`() throws {
        var report = RunReport.sample
        let names = try document(report).all("testcase").map { $0["name"] }
        report.run.id = "ffffffff"
        report.cases = PackedList(
            report.cases.map { result in
                var result = result
                result.reason = "another reason"
                result.findings = []
                result.exchanges = []
                result.seconds = 99
                return result
            })
        #expect(try document(report).all("testcase").map { $0["name"] } == names)
    }

    @Test func `the facts of the run are properties of each suite`() throws {
        var report = RunReport.sample
        report.run.mutation = "list.sort drop"
        report.run.interrupted = true
        for suite in try document(report).all("testsuite") {
            #expect(suite.properties["run"] == "1f3a9c04")
            #expect(suite.properties["interrupted"] == "true")
            #expect(suite.properties["mutation"] == "list.sort drop (not a conformance result)")
        }
    }

    @Test func `a case with very much evidence is cut and says so`() throws {
        var report = RunReport.sample
        report.cases[0].exchanges[1].responseBody?.text = String(repeating: "<&\u{1B}\n", count: 300_000)
        let failure = try #require(outcome(try testCase(report.cases[0].id, in: report)))
        #expect(failure.text.hasSuffix("(cut here; report.json has the rest)\n"))
        #expect(Escaping.xml(failure.text).utf8.count <= 16 * 1024)
        #expect(failure.text.contains("actual    200"))
    }

    @Test func `a file of very many broken cases stays far under what readers take`() throws {
        var report = RunReport.sample
        var broken = report.cases[0]
        broken.exchanges[1].responseBody?.text = String(repeating: "some evidence in a line\n", count: 2000)
        report.cases = PackedList(
            (0..<3000).map { number in
                var copy = broken
                copy.row = "row \(number)"
                return copy
            })
        let text = rendered(JUnitReporter.self, report)
        #expect(text.utf8.count < 25_000_000)
        let failures = try parseXML(text).all("failure")
        #expect(failures.count == 3000)
        #expect(failures.allSatisfy { $0.text.hasPrefix("status: expected 400") || $0.text.hasPrefix("(cut here") })
    }

    @Test func `a very long row gives a name of bounded length that is still its own`() throws {
        var report = RunReport.sample
        report.cases[0].row = String(repeating: "长", count: 1000) + "a"
        report.cases[1].row = String(repeating: "长", count: 1000) + "b"
        let names = try document(report).all("testcase").prefix(2).compactMap { $0["name"] }
        #expect(names.allSatisfy { $0.count < 512 })
        #expect(Set(names).count == 2)
    }

    @Test func `an empty run is a document without suites`() throws {
        let root = try document(RunReport(run: RunReport.sample.run, rules: [], cases: []))
        #expect(root["tests"] == "0")
        #expect(root.children.isEmpty)
    }
}
