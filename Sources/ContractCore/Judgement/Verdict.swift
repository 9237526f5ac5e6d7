/// What was found out about the target by one case, or about one rule by all of its cases.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// The rule was observed to hold, in at least one observation.
    case pass
    /// The rule was observed not to hold.
    case fail
    /// The state or behaviour of the target prevented the observation; says nothing about the rule.
    case inconclusive
    /// The harness, the contract, the configuration or the network is at fault.
    case error
    /// An optional feature is absent in the documented way, or was declared absent.
    case unsupported
    /// Deliberately not run.
    case skipped
}

/// How binding the documentation makes a rule; an attribute of the rule that never changes a verdict.
public enum Level: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// A plain statement: breaking it is not conformant (RFC 2119, MUST).
    case must
    /// Advice, or a statement found only in a secondary source (RFC 2119, SHOULD).
    case should
    /// A permission or an option (RFC 2119, MAY).
    case may

    /// Orders by how binding a level is, the least binding first.
    public static func < (left: Level, right: Level) -> Bool { left.weight < right.weight }

    private var weight: Int {
        switch self {
        case .must: 2
        case .should: 1
        case .may: 0
        }
    }
}

/// What was decided about a fail; it stands beside the verdict and never replaces it.
public enum Disposition: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody has excused it.
    case unexpected
    /// An entry of the implementer's baseline names it.
    case expected
    /// A waiver of the contract's keeper covers it.
    case waived
}
