/// Everything that a run would do, known before anything is sent.
public struct Plan: Sendable {
    /// Every rule in order, those without a case included.
    public var rules: PackedList<PlannedRule>
    /// Every case in the order of the rules.
    public var cases: PlannedCases

    /// Makes a plan of rules and cases.
    public init(rules: PackedList<PlannedRule>, cases: PlannedCases) {
        self.rules = rules
        self.cases = cases
    }

    /// Makes a plan of some rules and cases.
    public init(rules: [PlannedRule], cases: [Case]) {
        self.init(rules: PackedList(rules), cases: PlannedCases(cases))
    }
}

/// One rule with its words, and why no case tests it if none does.
public struct PlannedRule: Sendable, Hashable {
    /// The stable identifier.
    public var id: String
    /// How binding the documentation makes it.
    public var level: Level
    /// The rule in one sentence.
    public var text: String
    /// The document that states it.
    public var source: String?
    /// The part of the document.
    public var section: String?
    /// The contract or operation it belongs to.
    public var contract: String
    /// Folder and contract joined by dots.
    public var group: String
    /// Where it stands.
    public var location: Location
    /// The file of the contract or operation, which for a rule of a family is not the file it stands in.
    public var contractFile: String
    /// A digest of what its cases test.
    public var revision: String
    /// Words for selection.
    public var tags: [String]
    /// Why no case tests it.
    public var untested: String?

    /// The result of the rule before anything has run.
    public func result(_ verdict: Verdict) -> RuleResult {
        RuleResult(
            id: id, level: level, text: text, source: source, section: section, contract: contract, group: group,
            file: location.file, line: location.line, revision: revision, tags: tags, untested: untested,
            verdict: verdict)
    }
}

/// One named row of a table, written or made from bounds.
struct Row: Sendable {
    var name: String
    /// Keys of the step, or values.
    var node: LocatedNode?
    /// The value to try, for rows that were made.
    var value: JSONValue?
    /// Whether the value is one that must be accepted, for rows that were made.
    var isValid: Bool?
    /// Whether it needs an account of its own, since its name has no room for the run's prefix.
    var needsOwnAccount = false
    var location: Location?
}
