import ContractCore
import TestSupport
import Testing

struct RunComparisonTests {
    private func kinds(_ comparison: RunComparison) -> [String: RuleChange.Kind] {
        Dictionary(uniqueKeysWithValues: comparison.changes.map { (String($0.rule.id.dropFirst(2)), $0.kind) })
    }

    private func compare(_ before: RunReport, _ after: RunReport, recent: [String: [Verdict]] = [:]) -> RunComparison {
        RunComparison(before: RunSummary(before), after: RunSummary(after), recent: recent)
    }

    private static let verdicts: [Verdict] = [.pass, .fail, .inconclusive, .error, .unsupported, .skipped]

    @Test func `every pair of verdicts has its class`() {
        let expected: [[RuleChange.Kind]] = [
            [.unchanged, .regressed, .undecided, .undecided, .lost, .lost],
            [.fixed, .unchanged, .undecided, .undecided, .lost, .lost],
            [.gained, .regressed, .unchanged, .unchanged, .lost, .lost],
            [.gained, .regressed, .unchanged, .unchanged, .lost, .lost],
            [.gained, .regressed, .unchanged, .unchanged, .unchanged, .unchanged],
            [.gained, .regressed, .unchanged, .unchanged, .unchanged, .unchanged],
        ]
        let found = Self.verdicts.map { before in
            Self.verdicts.map { after in
                compare(.scripted(verdicts: ["r": before]), .scripted(verdicts: ["r": after])).changes[0].kind
            }
        }
        #expect(found == expected)
    }

    @Test func `rules of one run only, and rules whose revision changed, are not scored`() {
        let comparison = compare(
            .scripted(verdicts: ["same": .pass, "old": .fail, "other@r1": .pass]),
            .scripted(verdicts: ["same": .pass, "new": .fail, "other@r2": .fail]))
        #expect(kinds(comparison) == ["same": .unchanged, "new": .newlyRequired, "other": .ruleChanged, "old": .retired])
        #expect(comparison.scored == 1)
        #expect(comparison.bindingRegressions == [])
    }

    @Test func `a rule that was broken and breaks in another row has regressed`() {
        let before = RunReport.scripted([("r", [("a", .fail), ("b", .pass)])])
        let more = compare(before, .scripted([("r", [("a", .fail), ("b", .fail)])]))
        #expect(kinds(more) == ["r": .regressed])
        #expect(more.changes[0].details == ["broken now as well: b: status: expected 400, got 200 (step 1 GET /x)"])
        #expect(kinds(compare(before, .scripted([("r", [("a", .pass), ("b", .fail)])]))) == ["r": .regressed])
        #expect(kinds(compare(before, before)) == ["r": .unchanged])
    }

    @Test func `a regression that is excused or does not bind leaves the gate open`() {
        var waived = RunReport.scripted(verdicts: ["w": .fail, "s": .fail], levels: ["s": .should])
        waived.cases[0].disposition = .waived
        waived.rules[0].disposition = .waived
        let before = RunReport.scripted(verdicts: ["w": .pass, "s": .pass], levels: ["s": .should])
        let comparison = compare(before, waived)
        #expect(comparison.changes(.regressed).map(\.rule.id) == ["c.w", "c.s"])
        #expect(comparison.bindingRegressions == [])
        let strict = RunComparison(before: RunSummary(before), after: RunSummary(waived), strict: true)
        #expect(strict.bindingRegressions.map(\.rule.id) == ["c.s"])
    }

    @Test func `a rule is flaky when its tries differ or when it turned often, but a broken one has regressed`() {
        var repeated = RunReport.scripted(verdicts: ["r": .pass])
        repeated.cases[0].attempts = [Attempt(verdict: .fail)]
        #expect(kinds(compare(.scripted(verdicts: ["r": .pass]), repeated)) == ["r": .flaky])
        let turning: [Verdict] = [.pass, .fail, .pass, .fail]
        let holds = RunReport.scripted(verdicts: ["r": .pass])
        #expect(kinds(compare(holds, holds, recent: ["c.r": turning])) == ["r": .flaky])
        let broken = compare(holds, .scripted(verdicts: ["r": .fail]), recent: ["c.r": turning])
        #expect(kinds(broken) == ["r": .regressed])
        #expect(broken.changes[0].details.last == "turned 5 times in 6 runs")
        let mended: [Verdict] = [.pass, .pass]
        #expect(kinds(compare(.scripted(verdicts: ["r": .fail]), holds, recent: ["c.r": mended])) == ["r": .fixed])
    }

    @Test func `latency is the median and the slowest of twenty answers, without requests that got none`() {
        var report = RunReport.scripted(verdicts: ["a": .pass, "b": .pass, "c": .pass, "d": .pass])
        report.cases[3].exchanges[0].status = nil
        #expect(RunSummary(report).latency == LatencyFacts(median: 0.02, high: 0.03))
        #expect(RunSummary(.scripted(verdicts: [:])).latency == LatencyFacts())
    }

    @Test func `a matrix shows first what the implementations do differently`() {
        let matrix = ImplementationMatrix(
            [
                RunSummary(.scripted(verdicts: ["a": .pass, "b": .pass, "c@r1": .pass])),
                RunSummary(.scripted(verdicts: ["a": .pass, "b": .fail, "c@r2": .pass, "d": .skipped])),
            ], names: ["one", "two"])
        #expect(matrix.rows.map(\.rule.id) == ["c.b", "c.d", "c.a", "c.c"])
        #expect(matrix.rows.map(\.verdicts) == [[.pass, .fail], [nil, .skipped], [.pass, .pass], [.pass, .pass]])
        #expect(matrix.rows.map(\.hasOtherRevisions) == [false, false, false, true])
        #expect(matrix.differences.count == 2)
    }
}
