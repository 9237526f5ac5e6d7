import ContractCore
import ContractRunner
import Synchronization

/// A run of a few rules against a transport that is a script.
struct SmallRun {
    /// Time that passes only when somebody waits.
    final class Time: Sendable {
        private let seconds = Mutex(0.0)

        var now: Double { seconds.withLock { $0 } }

        func pass(_ interval: Double) { seconds.withLock { $0 += interval } }

        var clock: RunClock {
            RunClock(monotonic: { self.now }, wall: { 1_735_787_045 + self.now }, sleep: { seconds, _ in self.pass(seconds) })
        }
    }

    var suite = "suite: s\ntitle: t\nprobe: {GET: /probe}\n"
    var contract: String
    var environment: String
    var secrets: [String: String] = [:]
    var jobs = 1
    var time = Time()

    /// Runs everything; mistakes in the texts are errors.
    func report(_ transport: some Transport) throws -> RunReport {
        let (suite, diagnostics) = SuiteReader.read([
            SourceFile(name: "suite.yaml", text: self.suite), SourceFile(name: "c.yaml", text: contract),
        ])
        let (plan, planDiagnostics) = Planner.plan(suite)
        let (environment, environmentDiagnostics) = EnvironmentReader.read(
            SourceFile(name: "e.yaml", text: "environment: e\nendpoint: http://api.test\n" + self.environment))
        let messages = (diagnostics.all + planDiagnostics.all + environmentDiagnostics.all).map(\.message)
        guard messages.isEmpty, let environment else { throw Mistakes(messages: messages) }
        let settings = RunSettings(
            suite: suite, plan: plan, environment: environment, secrets: secrets, jobs: jobs, clock: time.clock)
        return try Runner(settings, transport: transport).run()
    }

    /// What is wrong with the texts of a run.
    struct Mistakes: Error {
        var messages: [String]
    }
}

extension WireResponse {
    /// A response with some JSON.
    static func json(_ status: Int, _ text: String = "{}", headers: HeaderLines = [:]) -> WireResponse {
        WireResponse(status: status, headers: headers, body: Array(text.utf8))
    }
}
