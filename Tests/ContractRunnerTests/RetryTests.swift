import ContractCore
import ContractRunner
import TestSupport
import Testing

struct RetryTests {
    private static let contract = """
        contract: sample
        rules:
          answers:
            level: must
            rule: The service answers 200.
            steps:
              - GET: /x
                expect: {status: 200}
        """

    /// The result of the only case, when requests are answered with these statuses in turn.
    private func result(_ statuses: [Int], retries: Int) throws -> CaseResult {
        let file = SourceFile(name: "sample.yaml", text: Self.contract)
        let (suite, diagnostics) = SuiteReader.read([file])
        let (plan, mistakes) = Planner.plan(suite)
        try #require(diagnostics.all + mistakes.all == [])
        let settings = RunSettings(
            suite: suite, plan: plan, environment: Environment(name: "test"), endpoint: "http://one.example", retries: retries)
        let transport = ScriptedTransport(statuses.map { WireResponse(status: $0) })
        let report = try Runner(settings, transport: transport).run()
        #expect(EvidenceCheck.problems(of: report) == [])
        return try #require(report.cases.first)
    }

    @Test func `a case that fails and then holds passes, and its first try stays in the report`() throws {
        let result = try result([500, 200], retries: 3)
        #expect(result.verdict == .pass)
        #expect(result.attempts?.map(\.verdict) == [.fail])
        #expect(result.attempts?.first?.reason?.hasPrefix("status: expected 200, got 500") == true)
        #expect(result.isFlaky)
    }

    @Test func `a case that never holds fails after its last try`() throws {
        let result = try result([500, 404, 500], retries: 2)
        #expect(result.verdict == .fail)
        #expect(result.attempts?.map(\.verdict) == [.fail, .fail])
        #expect(!result.isFlaky)
    }

    @Test func `a case that holds is not repeated, and without retries none is`() throws {
        #expect(try result([200], retries: 3).attempts == nil)
        #expect(try result([500], retries: 0).attempts == nil)
    }
}
