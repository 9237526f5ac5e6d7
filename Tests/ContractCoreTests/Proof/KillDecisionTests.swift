import Testing

@testable import ContractCore

struct KillDecisionTests {
    private static let mutant = MutantFacts(
        id: "op.rule/drop", rule: "op.rule", kind: "drop", accusation: "accepts everything", assertions: ["status"])

    private func result(_ verdict: Verdict, rule: String = "op.rule", code: String? = nil, row: String? = nil) -> CaseResult {
        CaseResult(rule: rule, row: row, verdict: verdict, reason: "why", code: code, file: "f", line: 1)
    }

    @Test func `each way a mutant can end is told apart`() {
        let rows: [(own: [CaseResult], others: [CaseResult], reached: Bool, differed: Bool, outcome: MutantOutcome)] = [
            ([result(.fail, code: "status")], [], true, true, .killed),
            ([result(.pass), result(.fail, code: "status", row: "b")], [], true, true, .killed),
            ([result(.fail, code: "json")], [], true, true, .killedElsewhere),
            ([result(.inconclusive)], [], true, true, .undecided),
            ([result(.error)], [], false, false, .undecided),
            ([result(.pass), result(.inconclusive)], [], true, true, .undecided),
            ([result(.pass)], [], false, false, .survivedUnreached),
            ([result(.pass)], [], true, false, .survivedUninfected),
            ([result(.pass)], [], true, true, .survivedUnpropagated),
            ([result(.pass)], [result(.fail, rule: "op.other")], true, true, .killedByOther),
            ([result(.skipped)], [], false, false, .notRun),
            ([], [], false, false, .notRun),
        ]
        for row in rows {
            let result = KillDecision.result(
                of: Self.mutant, own: row.own, others: row.others, usual: ["op.other": .pass], isReached: row.reached,
                hasDiffered: row.differed)
            #expect(result.outcome == row.outcome)
            #expect((result.repair == nil) == (row.outcome == .killed))
        }
    }

    @Test func `one case that fails at the assertion that is named is enough for a kill`() {
        let rows: [(CaseResult, Bool)] = [
            (result(.fail, code: "status"), true), (result(.fail, code: "json"), false), (result(.fail), false),
            (result(.inconclusive, code: "status"), false), (result(.error, code: "status"), false), (result(.pass), false),
        ]
        #expect(rows.map { KillDecision.isKill($0.0, of: Self.mutant) } == rows.map(\.1))
    }

    @Test func `a time-out is no kill, even beside cases that passed`() {
        let late = result(.inconclusive, code: "timeout")
        let decided = KillDecision.result(of: Self.mutant, own: [result(.pass), late], isReached: true, hasDiffered: true)
        #expect(decided.outcome == .undecided)
        #expect(decided.witness == "op.rule")
    }

    @Test func `an equivalent mutant that is caught all the same counts as caught`() {
        var mutant = Self.mutant
        mutant.equivalent = "a reason"
        #expect(KillDecision.result(of: mutant, own: [result(.pass)], isReached: true, hasDiffered: false).outcome == .equivalent)
        #expect(
            KillDecision.result(of: mutant, own: [result(.fail, code: "status")], isReached: true, hasDiffered: true).outcome
                == .killed)
    }

    @Test func `other rules are collateral when their verdict is another than usual`() {
        let others = [result(.fail, rule: "op.a"), result(.pass, rule: "op.b"), result(.inconclusive, rule: "x.c")]
        let decided = KillDecision.result(
            of: Self.mutant, own: [result(.fail, code: "status")], others: others,
            usual: ["op.a": .pass, "op.b": .pass, "x.c": .pass], unexplained: ["x.c"], isReached: true, hasDiffered: true)
        #expect(decided.collateral == ["op.a", "x.c"])
        #expect(decided.unexplained == ["x.c"])
        let matrix = KillMatrix(version: "1", suiteDigest: "", seconds: 0, mutants: [decided])
        #expect(!matrix.isProved)
    }

    @Test func `verdicts are compared case by case`() {
        let changes = ChangedVerdict.changes(
            in: [result(.pass, rule: "a"), result(.fail, rule: "b"), result(.fail, rule: "unknown")],
            usual: ["a": .pass, "b": .pass])
        #expect(changes == [ChangedVerdict(id: "b", usual: .pass, verdict: .fail, sentence: "why")])
    }

    @Test func `a matrix is proved when nothing is left to mend`() {
        let killed = MutantResult(mutant: Self.mutant, outcome: .killed)
        let rule = ProvedRule(id: "op.rule", level: .must, text: "", isTested: true, mutants: 1, killed: 1)
        var matrix = KillMatrix(version: "1", suiteDigest: "", seconds: 0, rules: [rule], mutants: [killed])
        #expect(matrix.isProved)
        matrix.mutants.append(MutantResult(mutant: Self.mutant, outcome: .undecided))
        #expect(!matrix.isProved)
        #expect(matrix.survivorsFirst.map(\.outcome) == [.undecided, .killed])
        matrix.mutants.removeLast()
        matrix.rules.append(ProvedRule(id: "op.bare", level: .must, text: "", isTested: true, mutants: 0, killed: 0))
        #expect(matrix.unproved.map(\.id) == ["op.bare"])
        #expect(!matrix.isProved)
    }
}
