/// Two runs side by side, rule by rule.
public struct RunComparison: Sendable, Hashable {
    /// The earlier run.
    public var before: RunSummary
    /// The later run.
    public var after: RunSummary
    /// Every rule of either run: those of the later run in its order, then those that are retired.
    public var changes: [RuleChange]
    /// Whether a should-rule that regressed counts like a must-rule.
    public var strict: Bool

    /// The fewest turns between holding and failing, in the runs that are known, that make a rule flaky.
    public static let flakyTurns = 2

    /// Compares two runs.
    ///
    /// - Parameters:
    ///   - recent: Verdicts of earlier runs by rule, oldest first and of the later run's revision only, the two runs
    ///     not among them.
    public init(before: RunSummary, after: RunSummary, strict: Bool = false, recent: [String: [Verdict]] = [:]) {
        self.before = before
        self.after = after
        self.strict = strict
        var earlier = Dictionary(before.rules.map { ($0.result.id, $0) }) { first, _ in first }
        changes = after.rules.map { rule in
            let past = earlier.removeValue(forKey: rule.result.id)
            return Self.change(from: past, to: rule, recent: recent[rule.result.id] ?? [])
        }
        changes += before.rules.filter { earlier[$0.result.id] != nil }.map { rule in
            RuleChange(rule: rule.result, kind: .retired, before: rule.result.verdict, after: nil)
        }
    }

    /// The changes of one kind.
    public func changes(_ kind: RuleChange.Kind) -> [RuleChange] { changes.filter { $0.kind == kind } }

    /// The regressions that bind and that nobody has excused.
    public var bindingRegressions: [RuleChange] { changes(.regressed).filter { !$0.isExcused && binds($0) } }

    /// The binding rules that could be decided before and cannot be now.
    public var bindingUndecided: [RuleChange] { changes(.undecided).filter(binds) }

    /// How many rules are in both runs in the same revision.
    public var scored: Int { changes.count { $0.isScored } }

    private func binds(_ change: RuleChange) -> Bool { change.rule.level >= (strict ? .should : .must) }

    // MARK: One rule

    private static func change(from past: RuleSummary?, to now: RuleSummary, recent: [Verdict]) -> RuleChange {
        let rule = now.result
        let isExcused = rule.verdict == .fail && rule.disposition != .unexpected
        func change(_ kind: RuleChange.Kind, _ details: [String] = []) -> RuleChange {
            RuleChange(
                rule: rule, kind: kind, before: past?.result.verdict, after: rule.verdict, isExcused: isExcused,
                details: details)
        }
        guard let past else { return change(.newlyRequired, rule.verdict == .pass ? [] : reasons(now, rule.verdict)) }
        guard past.result.revision == rule.revision else {
            return change(
                .ruleChanged, [past.result.text == rule.text ? "its cases changed" : "it said: \(past.result.text)"])
        }
        switch (past.result.verdict, rule.verdict) {
        case (.fail, .fail):
            let added = newlyBroken(from: past, to: now)
            return added.isEmpty ? change(.unchanged) : change(.regressed, added)
        case (_, .fail): return change(.regressed, reasons(now, .fail) + unsteady(now, recent + [past.result.verdict]))
        case (let old, let new) where new.isUndecided:
            return old.isDecided ? change(.undecided, reasons(now, new)) : change(.unchanged)
        case (let old, .pass):
            let details = unsteady(now, recent + [old])
            if !details.isEmpty { return change(.flaky, details) }
            return change(old == .pass ? .unchanged : old == .fail ? .fixed : .gained)
        case (let old, let new):
            return old == new || !(old.isDecided || old.isUndecided)
                ? change(.unchanged) : change(.lost, reasons(now, new))
        }
    }

    /// The rows that hold no longer though the rule was broken before.
    private static func newlyBroken(from past: RuleSummary, to now: RuleSummary) -> [String] {
        let held = Set(past.cases.filter { $0.verdict == .pass }.map { $0.row ?? "" })
        let broken = now.cases.filter { $0.verdict == .fail && held.contains($0.row ?? "") }
        return broken.map { "broken now as well: \(words($0))" }
    }

    private static func reasons(_ rule: RuleSummary, _ verdict: Verdict) -> [String] {
        rule.cases.filter { $0.verdict == verdict }.map(words)
    }

    private static func words(_ result: CaseSummary) -> String {
        [result.row, result.reason].compactMap(\.self).joined(separator: ": ")
    }

    /// Why a rule is flaky: tries of this run that differ, or turns between holding and failing in earlier runs.
    private static func unsteady(_ rule: RuleSummary, _ past: [Verdict]) -> [String] {
        var details = rule.cases.filter(\.isFlaky).map { ($0.row.map { "\($0): " } ?? "") + "repeated tries differ" }
        let decided = (past + [rule.result.verdict]).filter(\.isDecided)
        let turns = zip(decided, decided.dropFirst()).count { $0 != $1 }
        // One failure that was mended makes two turns with the run before it; only what turned more often is unsteady.
        if turns > flakyTurns { details.append("turned \(turns) times in \(decided.count) runs") }
        return details
    }
}
