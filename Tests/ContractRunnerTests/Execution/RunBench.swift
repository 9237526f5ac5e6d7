import ContractCore
import Foundation
import Synchronization

@testable import ContractRunner

/// A clock that passes only when somebody sleeps, and keeps what was slept.
final class FakeClock: Sendable {
    private let state = Mutex<(now: Double, sleeps: [Double])>((0, []))

    var sleeps: [Double] { state.withLock { $0.sleeps } }

    /// Lets time pass without a sleep of the program's own.
    func advance(_ seconds: Double) { state.withLock { $0.now += seconds } }

    var clock: RunClock {
        RunClock(
            monotonic: { self.state.withLock { $0.now } }, wall: { 1_000_000_000 + self.state.withLock { $0.now } },
            sleep: { seconds, _ in
                self.state.withLock { state in
                    state.now += seconds
                    state.sleeps.append(seconds)
                }
            })
    }
}

/// Runs a suite of texts against a script.
struct RunBench {
    static let endpoint = "http://api.example"

    var clock = FakeClock()
    var environment = "environment: test\nsigner: {token: {value: \"${token}\"}}\npace: {deadline: 5 s, every: 1 s, patience: 60 s}\n"
    var secrets = ["token": "usual-token"]
    var variables: [String: String] = [:]
    var jobs = 1
    var failFast = false
    var timeLimit: Double?
    var interruption = Interruption()

    struct Outcome {
        let report: RunReport
        let requests: [WireRequest]

        var verdicts: [String] {
            report.cases.map { "\($0.rule)\($0.row.map { " [\($0)]" } ?? ""): \($0.verdict.rawValue)\($0.code.map { " \($0)" } ?? "")" }
        }
        var sent: [String] { requests.map { "\($0.method) \($0.url.replacing(RunBench.endpoint, with: ""))" } }
        var reason: String { report.cases.first?.reason ?? "" }
    }

    struct Broken: Error { let mistakes: [String] }

    func run(
        _ texts: [String], _ answer: @escaping @Sendable (Int, WireRequest) throws(TransportFailure) -> WireResponse
    ) throws -> Outcome {
        let files = texts.enumerated().map { SourceFile(name: "\($0.offset + 1).yaml", text: $0.element) }
        let (suite, reading) = SuiteReader.read(files)
        let (plan, planning) = Planner.plan(suite)
        let (read, environmental) = EnvironmentReader.read(SourceFile(name: "environment.yaml", text: environment))
        let mistakes = (reading.all + planning.all + environmental.all).map { "\($0.location): \($0.message)" }
        guard mistakes.isEmpty, let read else { throw Broken(mistakes: mistakes) }
        let transport = ScriptedTransport(answer)
        let settings = RunSettings(
            suite: suite, plan: plan, environment: read, variables: variables, secrets: secrets, endpoint: Self.endpoint,
            runID: "0badcafe", jobs: jobs, failFast: failFast, timeLimit: timeLimit, clock: clock.clock)
        let runner = try Runner(settings, transport: transport, interruption: interruption)
        return Outcome(report: runner.run(), requests: transport.requests)
    }

    /// Runs one rule named `c.r`, the text being what stands under it.
    func run(
        rule: String, with vocabulary: String = "vocabulary: v\n", _ answers: WireResponse...
    ) throws -> Outcome {
        try run(["contract: c\nrules:\n  r:\n    rule: text\n" + Self.indented(rule), vocabulary]) {
            (number, _) throws(TransportFailure) in
            guard number < answers.count else { throw TransportFailure(kind: .other, message: "the script has no answer \(number + 1)") }
            return answers[number]
        }
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
}

extension WireResponse {
    /// A response of a status, header lines and a text.
    static func of(_ status: Int, _ headers: HeaderLines = HeaderLines(), _ body: String = "") -> WireResponse {
        WireResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    static func json(_ text: String, status: Int = 200) -> WireResponse { of(status, ["Content-Type": "application/json"], text) }
}
