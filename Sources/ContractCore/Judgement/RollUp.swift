/// Adds up verdicts, from cases to a rule and from rules to a statement about the target.
public enum RollUp {
    /// The verdict of a rule: broken outranks undecided, undecided outranks held; a skipped row does not hide a row that held.
    public static func verdict(of cases: some Sequence<Verdict>) -> Verdict {
        let first = cases.lazy.compactMap { precedence.firstIndex(of: $0) }.min()
        return first.map { precedence[$0] } ?? .skipped
    }

    /// What outranks what, the strongest first; anything outranks a skipped case.
    private static let precedence: [Verdict] = [.fail, .error, .inconclusive, .pass, .unsupported]

    /// The statement about the target that a run's rules allow.
    public static func conformance(of rules: some Sequence<RuleResult>, strict: Bool) -> Conformance {
        var undecided = false
        var held = false
        for rule in rules {
            switch rule.verdict {
            case .fail where rule.isUnexcusedFailure(strict: strict): return .notConformant
            case .error, .inconclusive: undecided = true
            case .pass: held = true
            default: break
            }
        }
        return undecided ? .undecided : held ? .conformant : .notAssessed
    }
}

/// The statement about a target that a whole run allows.
public enum Conformance: String, Sendable, Hashable, Codable {
    /// At least one binding rule is broken and nobody has excused it.
    case notConformant = "NOT CONFORMANT"
    /// Nothing binding is broken, but something could not be told.
    case undecided = "UNDECIDED"
    /// Every rule that was assessed holds.
    case conformant = "CONFORMANT"
    /// No rule was assessed.
    case notAssessed = "NOT ASSESSED"
}
