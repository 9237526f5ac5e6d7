import ContractCore
import TestSupport
import Testing

struct ExcusesTests {
    private let place = Location(file: "known.yaml", line: 3, column: 11)
    private let report = RunReport.scripted([
        ("rows", [("one", .fail), ("two", .pass), ("three", .fail)]), ("single", [(nil, .fail)]), ("held", [(nil, .pass)]),
        ("open", [(nil, .error)]),
    ])

    private func signature(_ id: String) throws -> String {
        FailureSignature.text(of: try #require(report.cases.first { $0.id == id }))
    }

    private func entry(_ rule: String, _ row: String? = nil, signature: String) -> Baseline.Entry {
        Baseline.Entry(rule: rule, row: row, signature: signature, location: place)
    }

    private func waiver(_ rule: String, until day: String = "2026-12-31", environment: String? = nil) throws -> Waiver {
        Waiver(
            id: "W-1", rule: rule, environment: environment, reason: "agreed", owner: "Ada",
            expires: try #require(CalendarDate(day)), location: Location(file: "waivers.yaml", line: 2, column: 5))
    }

    @Test func `a fail that the baseline names is expected, and its rule only when all of its fails are`() throws {
        let baseline = Baseline(
            name: "b", file: "known.yaml",
            entries: [
                entry("c.rows", "one", signature: try signature("c.rows [one]")),
                entry("c.single", signature: try signature("c.single")),
            ])
        let excused = Excuses(baseline: baseline).apply(to: report)
        #expect(excused.cases.map(\.disposition) == [.expected, .unexpected, .unexpected, .expected, .unexpected, .unexpected])
        #expect(excused.rules.map(\.disposition) == [.unexpected, .expected, .unexpected, .unexpected])
        #expect(excused.cases.map(\.verdict) == report.cases.map(\.verdict))
        #expect(excused.gate == GateFacts(baseline: "known.yaml"))
    }

    @Test func `entries that no longer say what is so are named with their line and their kind`() throws {
        let baseline = Baseline(
            name: "b", file: "known.yaml",
            entries: [
                entry("c.held", signature: "status-1"), entry("c.single", signature: "status-1"), entry("c.gone", signature: "status-1"),
                entry("c.open", signature: "status-1"), entry("c.not-selected", signature: "status-1"),
            ])
        let known = Set(report.cases.map(\.id) + ["c.not-selected"])
        let gate = try #require(Excuses(baseline: baseline, known: known).apply(to: report).gate)
        #expect(gate.problems.map(\.kind) == [.stale, .changed, .unknown])
        #expect(gate.problems.map(\.entry) == ["c.held", "c.single", "c.gone"])
        #expect(gate.problems.allSatisfy { $0.file == "known.yaml" && $0.line == 3 })
    }

    @Test func `a waiver holds on its last day and is expired on the day after`() throws {
        for (day, kinds) in [("2026-11-20", []), ("2026-11-19", [GateProblem.Kind.expired])] {
            let list = WaiverList(name: "w", file: "waivers.yaml", waivers: [try waiver("c.single", until: day)])
            let excused = Excuses(waivers: list).apply(to: report)
            #expect(excused.gate?.problems.map(\.kind) == kinds)
            #expect(excused.rules[1].disposition == (kinds.isEmpty ? .waived : .unexpected))
        }
    }

    @Test func `a waiver of a rule that holds is stale, one of another environment is not judged`() throws {
        let list = WaiverList(
            name: "w", file: "waivers.yaml", waivers: [try waiver("c.he*"), try waiver("c.held", environment: "production")])
        #expect(Excuses(waivers: list).apply(to: report).gate?.problems.map(\.kind) == [.stale])
    }

    @Test func `what a waiver excuses is in the report with owner, end and cases`() throws {
        let list = WaiverList(name: "w", file: "waivers.yaml", waivers: [try waiver("c.rows")])
        let excused = Excuses(waivers: list).apply(to: report)
        #expect(
            excused.gate?.applied == [
                AppliedWaiver(
                    id: "W-1", reason: "agreed", owner: "Ada", expires: "2026-12-31", cases: ["c.rows [one]", "c.rows [three]"])
            ])
        #expect(excused.cases[0].reason == "W-1 until 2026-12-31: agreed (Ada)")
        #expect(EvidenceCheck.problems(of: excused) == [])
    }

    @Test func `a waiver outranks the baseline, whose entry is not stale by that`() throws {
        let baseline = Baseline(name: "b", file: "known.yaml", entries: [entry("c.single", signature: try signature("c.single"))])
        let list = WaiverList(name: "w", file: "waivers.yaml", waivers: [try waiver("c.single")])
        let excused = Excuses(baseline: baseline, waivers: list).apply(to: report)
        #expect(excused.rules[1].disposition == .waived)
        #expect(excused.gate?.problems == [])
    }

    @Test func `a baseline brought up to date excuses every fail, keeps notes and loses what is stale`() throws {
        var old = Baseline(
            name: "b", file: "known.yaml",
            entries: [entry("c.single", signature: "status-1"), entry("c.held", signature: "status-1"), entry("c.open", signature: "x-1")])
        old.entries[0].note = "ticket 7"
        let new = old.updated(from: report)
        #expect(new.entries.map(\.caseID) == ["c.rows [one]", "c.rows [three]", "c.single", "c.open"])
        #expect(new.entries[2].note == "ticket 7")
        #expect(Excuses(baseline: new).apply(to: report).gate?.problems == [])
        #expect(old.pruned(by: report).entries.map(\.caseID) == ["c.open"])
    }

    @Test func `the signature ignores identifiers and times and tells one status from another`() throws {
        func result(_ place: String, _ assertion: String, actual: String) -> String {
            FailureSignature.text(
                of: CaseResult(
                    rule: "c.r", verdict: .fail, code: "json",
                    findings: [
                        Finding(
                            outcome: .broken, assertion: assertion, step: "s", place: place, expected: "a module 0a1b2c3d4e",
                            actual: actual,
                            file: "f", line: 1)
                    ], file: "f", line: 1))
        }
        #expect(result("body $['id']", "json", actual: "\"1\"") == result("body $['id']", "json", actual: "\"2\""))
        #expect(result("body $['id']", "json", actual: "") != result("body $['name']", "json", actual: ""))
        #expect(result("status", "status", actual: "200") != result("status", "status", actual: "500"))
        let (one, two) = ("200 with \"hm1\"", "200 with \"hm2\"")
        #expect(result("status", "status", actual: one) == result("status", "status", actual: two))
    }
}
