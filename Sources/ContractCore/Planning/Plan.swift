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

/// One way to test a rule: what is given, and the steps.
public struct Case: Sendable {
    /// The rule it tests.
    public var rule: String
    /// The named row, or nil.
    public var row: String?
    /// The level of its rule.
    public var level: Level
    /// Capabilities that the environment must have, without those that follow from the steps.
    public var needs: [String]
    /// Fixtures in order.
    public var given: [Given]
    /// Names for values, in order.
    public var lets: [(name: String, value: ValueTemplate)]
    /// The steps.
    public var steps: [Step]
    /// The documented name of the operation, for capabilities that need it.
    public var operation: String?
    /// Where it stands.
    public var location: Location

    /// Makes a case that does nothing, for requests that belong to no rule.
    public init(idle name: String) {
        self.init(
            rule: name, row: nil, level: .must, needs: [], given: [], lets: [], steps: [], operation: nil,
            location: Location(file: ""))
    }

    init(
        rule: String, row: String?, level: Level, needs: [String], given: [Given],
        lets: [(name: String, value: ValueTemplate)],
        steps: [Step], operation: String?, location: Location
    ) {
        self.rule = rule
        self.row = row
        self.level = level
        self.needs = needs
        self.given = given
        self.lets = lets
        self.steps = steps
        self.operation = operation
        self.location = location
    }

    /// The rule's identifier and the row.
    public var id: String { row.map { "\(rule) [\($0)]" } ?? rule }
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
