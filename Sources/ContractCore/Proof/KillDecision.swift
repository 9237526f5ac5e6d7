/// Decides what became of a mutant; a pure function of what was seen.
public enum KillDecision {
    /// The result of one mutant.
    ///
    /// - Parameters:
    ///   - own: the results of the cases of its rule.
    ///   - others: the results of cases of other rules, when they were run.
    ///   - usual: the verdicts of rules on the faithful target.
    ///   - unexplained: other rules that changed although the mutant decided nothing otherwise in their cases.
    ///   - isReached: whether the place where the rule is decided was reached.
    ///   - hasDiffered: whether something was decided otherwise there.
    public static func result(
        of mutant: MutantFacts, own: [CaseResult], others: [CaseResult] = [], usual: [String: Verdict] = [:],
        unexplained: [String] = [], isReached: Bool, hasDiffered: Bool
    ) -> MutantResult {
        let collateral = changedRules(others, usual: usual)
        func result(_ outcome: MutantOutcome, _ witness: CaseResult? = nil) -> MutantResult {
            MutantResult(
                mutant: mutant, outcome: outcome, witness: witness?.id, sentence: witness?.reason,
                collateral: collateral, unexplained: unexplained)
        }
        let failures = own.filter { $0.verdict == .fail }
        if let foreseen = failures.first(where: { isForeseen($0, by: mutant) }) { return result(.killed, foreseen) }
        if let failure = failures.first { return result(.killedElsewhere, failure) }
        if mutant.equivalent != nil { return result(.equivalent) }
        if own.allSatisfy({ $0.verdict == .skipped }) { return result(.notRun) }
        if let open = own.first(where: { $0.verdict == .inconclusive || $0.verdict == .error }) {
            return result(.undecided, open)
        }
        if !collateral.isEmpty, hasDiffered { return result(.killedByOther) }
        if hasDiffered { return result(.survivedUnpropagated) }
        return result(isReached ? .survivedUninfected : .survivedUnreached)
    }

    /// Whether a case of the mutant's own rule is enough to count it as killed, whatever the other cases see.
    public static func isKill(_ result: CaseResult, of mutant: MutantFacts) -> Bool {
        result.verdict == .fail && isForeseen(result, by: mutant)
    }

    /// Whether a case failed at one of the assertions that the mutant names.
    private static func isForeseen(_ result: CaseResult, by mutant: MutantFacts) -> Bool {
        let seen = Set(result.findings.filter { $0.outcome == .broken }.map(\.assertion) + [result.code ?? ""])
        return mutant.assertions.contains { seen.contains($0) }
    }

    /// The rules whose verdict is another than usual, in order.
    static func changedRules(_ results: [CaseResult], usual: [String: Verdict]) -> [String] {
        var verdicts: [String: [Verdict]] = [:]
        for result in results { verdicts[result.rule, default: []].append(result.verdict) }
        return verdicts.filter { rule, seen in usual[rule].map { $0 != RollUp.verdict(of: seen) } ?? false }.keys
            .sorted()
    }
}
