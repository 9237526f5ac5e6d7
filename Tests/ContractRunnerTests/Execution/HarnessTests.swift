import ContractCore
import ContractRunner
import Synchronization
import Testing

/// What every verdict rests on: comparing, waiting, giving way, adding up, cleaning up.
struct HarnessTests {
    /// A clock that moves by sleeping only.
    private final class ManualClock: Sendable {
        private let seconds = Mutex(0.0)
        var now: Double { seconds.withLock { $0 } }
        func sleep(_ time: Double) { seconds.withLock { $0 += time } }

        var runClock: RunClock {
            RunClock(monotonic: { self.now }, wall: { self.now }, sleep: { time, _ in self.sleep(time) })
        }
    }

    /// Runs a contract of one rule against a script.
    private func run(
        _ rule: String, _ clock: ManualClock = ManualClock(), fixtures: String = "",
        _ answer: @escaping @Sendable (Int, WireRequest) throws(TransportFailure) -> WireResponse
    ) throws -> RunReport {
        let files = [
            SourceFile(name: "suite.yaml", text: "suite: s\ntitle: A suite\n"),
            SourceFile(name: "v.yaml", text: "vocabulary: v\n\(fixtures)"),
            SourceFile(name: "c.yaml", text: "contract: c\nrules:\n  r:\n    rule: A rule.\n\(rule)"),
        ]
        let (suite, _) = SuiteReader.read(files)
        let (plan, diagnostics) = Planner.plan(suite)
        #expect(diagnostics.all.map(\.message) == [])
        let settings = RunSettings(
            suite: suite, plan: plan, environment: ContractCore.Environment(name: "e"), endpoint: "http://t.test",
            clock: clock.runClock)
        return try Runner(settings, transport: ScriptedTransport(answer)).run()
    }

    private func verdict(_ report: RunReport) -> String {
        let result = report.cases.first
        return "\(result?.verdict.rawValue ?? "none") \(result?.code ?? "")"
    }

    @Test func `an answer that is another than expected is a fail`() throws {
        let rule = "    GET: /a\n    expect: {status: 200, json: {a: 1}}\n"
        let same = try run(rule) { _, _ in WireResponse(status: 200, body: Array(#"{"a":1}"#.utf8)) }
        let other = try run(rule) { _, _ in WireResponse(status: 200, body: Array(#"{"a":2}"#.utf8)) }
        #expect([verdict(same), verdict(other)] == ["pass ", "fail json"])
    }

    @Test func `what does not come in time is undecided, neither pass nor fail`() throws {
        let rule = """
                GET: /a
                until: {status: 404}
                deadline: 5 s
                every: 1 s
                expect: {status: 404}

            """
        let clock = ManualClock()
        let late = try run(rule, clock) { _, _ in WireResponse(status: 200) }
        #expect(verdict(late) == "inconclusive deadline")
        #expect(clock.now == 5)
        let inTime = try run(rule) { number, _ in WireResponse(status: number < 3 ? 200 : 404) }
        #expect(verdict(inTime) == "pass ")
    }

    @Test func `a request is sent again after the time that Retry-After asks for`() throws {
        let clock = ManualClock()
        let report = try run("    GET: /a\n    expect: {status: 200}\n", clock) { number, _ in
            number == 0 ? WireResponse(status: 429, headers: ["Retry-After": "7"]) : WireResponse(status: 200)
        }
        #expect(verdict(report) == "pass ")
        #expect(clock.now == 7)
    }

    @Test func `a rule with an undecided case is undecided, and so is the run`() {
        #expect(RollUp.verdict(of: [.pass, .inconclusive]) == .inconclusive)
        #expect(RollUp.verdict(of: [.pass, .error]) == .error)
        #expect(RollUp.verdict(of: [.inconclusive, .fail]) == .fail)
        #expect(RollUp.verdict(of: [.skipped, .pass]) == .pass)
        #expect(RollUp.verdict(of: []) == .skipped)
    }

    @Test func `what is left behind is reported with the reason`() throws {
        let rule = """
                steps:
                  - POST: /a
                    json: {name: "${unique.name}"}
                    expect: {status: 201}
                    remove: {DELETE: "/a/${request.json.name}", gone: 404}

            """
        let report = try run(rule) { _, request in WireResponse(status: request.method == "POST" ? 201 : 403) }
        #expect(report.cleanup.created == 1)
        #expect(report.cleanup.removed == 0)
        #expect(report.cleanup.leftBehind.map(\.reason) == ["it answered 403 to DELETE"])
        let clean = try run(rule) { _, request in WireResponse(status: request.method == "POST" ? 201 : 404) }
        #expect(clean.cleanup == CleanupReport(created: 1, removed: 1))
    }
}
