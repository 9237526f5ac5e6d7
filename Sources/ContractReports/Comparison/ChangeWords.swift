import ContractCore

/// The words and colours that all forms of a comparison share.
enum ChangeWords {
    /// The kinds in the order in which they are told, with the sentence that explains each.
    static let kinds: [(kind: RuleChange.Kind, title: String, meaning: String, tone: String)] = [
        (.regressed, "Regressed", "broken now, and was not before", "t-fail"),
        (.undecided, "Became undecided", "could be decided before, and cannot be now", "t-undecided"),
        (.lost, "No longer assessed", "was assessed before, and was not now", "t-undecided"),
        (.flaky, "Flaky", "holds now, but tries or earlier runs of the same rule differ", "t-undecided"),
        (.ruleChanged, "Rule changed", "its text or cases are others now, so it is not scored", "t-unsupported"),
        (.newlyRequired, "Newly required", "only in the later run", "t-excused"),
        (.retired, "Retired", "only in the earlier run", "t-skipped"),
        (.fixed, "Fixed", "was broken before, and holds now", "t-pass"),
        (.gained, "Newly assessed", "was not assessed or decided before, and holds now", "t-pass"),
        (.unchanged, "Unchanged", "the same as before", "t-skipped"),
    ]

    /// One sentence: what the comparison comes to.
    static func sentence(_ comparison: RunComparison) -> String {
        let binding = comparison.bindingRegressions.count
        var parts: [String] = []
        if binding > 0 { parts.append("\(Wording.count(binding, "binding rule")) regressed") }
        let undecided = comparison.bindingUndecided.count
        if undecided > 0 { parts.append("\(Wording.count(undecided, "binding rule")) became undecided") }
        let others = comparison.changes(.regressed).count - binding
        if others > 0 {
            parts.append(
                "\(Wording.count(others, "rule")) regressed that \(others == 1 ? "is" : "are") excused or not binding")
        }
        let fixed = comparison.changes(.fixed).count
        if fixed > 0 { parts.append("\(Wording.number(fixed)) fixed") }
        if parts.isEmpty { parts.append(comparison.scored == 0 ? "nothing to compare" : "no rule regressed") }
        return parts.joined(separator: ", ")
            + "; \(Wording.count(comparison.scored, "rule")) of equal revision compared"
    }

    /// The word of the whole comparison.
    static func verdict(_ comparison: RunComparison) -> (word: String, state: RuleState) {
        if !comparison.bindingRegressions.isEmpty { return ("REGRESSED", .fail) }
        if !comparison.bindingUndecided.isEmpty { return ("UNDECIDED", .undecided) }
        if comparison.scored == 0 { return ("NOT COMPARABLE", .skipped) }
        return ("NO REGRESSION", .pass)
    }

    /// The verdict before and after, as words.
    static func verdicts(_ change: RuleChange) -> String {
        let after = change.after.map { $0.rawValue + (change.isExcused ? " (excused)" : "") }
        return "\(change.before?.rawValue ?? "absent") → \(after ?? "absent")"
    }

    /// A run in a few words.
    static func run(_ run: RunSummary) -> String {
        "\(run.name) of \(run.run.startedAt.prefix(19).replacing("T", with: " "))"
    }

    /// What of the two runs differs beside the target's behaviour, and so may explain differences.
    static func differences(_ comparison: RunComparison) -> [String] {
        let (old, new) = (comparison.before.run, comparison.after.run)
        let facts: [(String, String, String)] = [
            ("target", old.target, new.target), ("environment", old.environment, new.environment),
            ("contracts", String(old.suiteDigest.prefix(12)), String(new.suiteDigest.prefix(12))),
            ("selection", old.selection ?? "everything", new.selection ?? "everything"),
            ("hallmark", old.version, new.version), ("mutation", old.mutation ?? "none", new.mutation ?? "none"),
        ]
        return facts.filter { $0.1 != $0.2 }.map { "\($0.0): \($0.1) → \($0.2)" }
    }
}
