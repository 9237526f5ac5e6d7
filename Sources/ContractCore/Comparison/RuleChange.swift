/// What became of one rule between two runs.
public struct RuleChange: Sendable, Hashable {
    /// The kinds of change, the most alarming first.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Broken now, and not broken before; or broken in more rows than before.
        case regressed
        /// Decided before, and not decided now.
        case undecided = "became undecided"
        /// Assessed before, and not assessed now.
        case lost = "no longer assessed"
        /// Holds now, though a repeated try or an earlier run of the same rule found otherwise.
        case flaky
        /// Held to be the same rule, but its text or its cases changed, so that the results say nothing of each other.
        case ruleChanged = "rule changed"
        /// Only in the later run.
        case newlyRequired = "newly required"
        /// Only in the earlier run.
        case retired
        /// Broken before, and holds now.
        case fixed
        /// Not assessed or not decided before, and holds now.
        case gained = "newly assessed"
        /// The same as before.
        case unchanged
    }

    /// The rule as the later run has it, or the earlier one for a rule that is retired.
    public var rule: RuleResult
    /// What became of it.
    public var kind: Kind
    /// What the earlier run found out, or nil where it does not have the rule.
    public var before: Verdict?
    /// What the later run found out, or nil where it does not have the rule.
    public var after: Verdict?
    /// Whether somebody has excused the state that it is in now.
    public var isExcused: Bool
    /// What is worth saying: which rows changed, or what was seen.
    public var details: [String]

    /// Makes a change.
    public init(
        rule: RuleResult, kind: Kind, before: Verdict?, after: Verdict?, isExcused: Bool = false, details: [String] = []
    ) {
        self.rule = rule
        self.kind = kind
        self.before = before
        self.after = after
        self.isExcused = isExcused
        self.details = details
    }

    /// Whether the two results say something of each other: both runs have the rule in the same revision.
    public var isScored: Bool { before != nil && after != nil && kind != .ruleChanged }
}

extension Verdict {
    /// Whether it was tried to observe the rule, and nothing could be told.
    public var isUndecided: Bool { self == .error || self == .inconclusive }
    /// Whether it tells of the rule: it holds, or it is broken.
    public var isDecided: Bool { self == .pass || self == .fail }
}
