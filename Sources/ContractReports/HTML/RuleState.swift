import ContractCore

/// How a rule or a case is shown: its verdict, and whether a fail is excused.
enum RuleState: String, CaseIterable {
    case fail
    case undecided
    case excused
    case pass
    case unsupported
    case skipped

    init(_ verdict: Verdict, _ disposition: Disposition) {
        switch verdict {
        case .pass: self = .pass
        case .fail: self = disposition == .unexpected ? .fail : .excused
        case .inconclusive, .error: self = .undecided
        case .unsupported: self = .unsupported
        case .skipped: self = .skipped
        }
    }

    init(_ gist: RuleGist) { self.init(gist.verdict, gist.disposition) }

    /// How many rules are in which state; no state of which there is none.
    static func counts(of rules: some Sequence<RuleGist>) -> [RuleState: Int] {
        rules.reduce(into: [:]) { $0[RuleState($1), default: 0] += 1 }
    }

    /// The word for people.
    var word: String {
        switch self {
        case .fail: "broken"
        case .undecided: "undecided"
        case .excused: "excused"
        case .pass: "holds"
        case .unsupported: "unsupported"
        case .skipped: "not run"
        }
    }

    /// A sign that tells the states apart without colour.
    var mark: String {
        switch self {
        case .fail: "✕"
        case .undecided: "?"
        case .excused: "≈"
        case .pass: "✓"
        case .unsupported: "∅"
        case .skipped: "–"
        }
    }

    /// A bar of the states of some rules, and a text that says the same.
    static func bar(_ states: [RuleState]) -> String {
        bar(states.reduce(into: [:]) { $0[$1, default: 0] += 1 })
    }

    /// A bar of how many rules are in which state, and a text that says the same.
    static func bar(_ counts: [RuleState: Int]) -> String {
        let present = [RuleState.pass, .fail, .undecided, .excused, .unsupported, .skipped].compactMap { state in
            counts[state].map { (state, $0) }
        }
        let words = present.map { "\(Wording.number($1)) \($0.word)" }.joined(separator: ", ")
        let parts = present.map { "<i class=\"t-\($0.rawValue)\" style=\"flex:\($1)\"></i>" }.joined()
        return "<span class=\"bar\" role=\"img\" aria-label=\"\(words)\" title=\"\(words)\">\(parts)</span>"
    }
}

extension Conformance {
    /// The state whose colour the statement has.
    var state: RuleState {
        switch self {
        case .conformant: .pass
        case .notConformant: .fail
        case .undecided: .undecided
        case .notAssessed: .skipped
        }
    }
}
