/// The emulator made to break one documented rule in one way.
public struct Mutant: Sendable {
    /// In which way a rule is broken.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The rule is not enforced, or its effect is missing.
        case drop
        /// Something that the rule allows is refused.
        case tighten
        /// A bound is off by one.
        case shift
        /// The decision is right; status, code or content are wrong.
        case signal
        /// The answer is right; what was done is not what it says.
        case effect
    }

    /// The id: rule, slash, kind, and a word where a rule has several mutants of a kind.
    public let id: String
    /// The rule that is broken, operation and rule joined by a full stop.
    public let rule: String
    /// In which way.
    public let kind: Kind
    /// What is to be said of an implementation that does the same, in one sentence.
    public let accusation: String
    /// The assertions, by their keys in contracts, one of which must catch it.
    public let assertions: [String]
    /// Why no request can tell it from the faithful emulator; nil for all but a few.
    public let equivalent: String?
    let alteration: Alteration?
    let change: AnswerChange?
    /// The operation whose answers are changed, where that is not the one that the rule is about.
    private let changed: String?

    private init(
        _ rule: RuleID, _ kind: Kind, _ word: String, _ accusation: String, by assertions: [String],
        equivalent: String?, _ alteration: Alteration?, _ change: AnswerChange?, of changed: String? = nil
    ) {
        id = "\(rule)/\(kind.rawValue)\(word.isEmpty ? "" : "-\(word)")"
        self.rule = rule.description
        self.kind = kind
        self.accusation = accusation
        self.assertions = assertions
        self.equivalent = equivalent
        self.alteration = alteration
        self.change = change
        self.changed = changed
    }

    /// A mutant that acts where the rule is decided.
    init(
        _ rule: RuleID, _ kind: Kind, _ word: String, _ alteration: Alteration, _ accusation: String,
        by assertions: String..., equivalent: String? = nil
    ) {
        self.init(rule, kind, word, accusation, by: assertions, equivalent: equivalent, alteration, nil)
    }

    /// A mutant that acts where the rule is decided, the only one of its kind.
    init(
        _ rule: RuleID, _ kind: Kind, _ alteration: Alteration, _ accusation: String, by assertions: String...,
        equivalent: String? = nil
    ) {
        self.init(rule, kind, "", accusation, by: assertions, equivalent: equivalent, alteration, nil)
    }

    /// A mutant that acts where the rule is decided, made by a table.
    init(
        _ rule: RuleID, _ kind: Kind, _ word: String, _ alteration: Alteration, _ accusation: String,
        in assertions: [String]
    ) {
        self.init(rule, kind, word, accusation, by: assertions, equivalent: nil, alteration, nil)
    }

    /// A mutant that acts on answers after they were made.
    init(
        _ rule: RuleID, _ kind: Kind, _ word: String, answers change: AnswerChange, _ accusation: String,
        by assertions: String...
    ) {
        self.init(rule, kind, word, accusation, by: assertions, equivalent: nil, nil, change)
    }

    /// A mutant that acts on the answers of the operation that shows what the rule is about.
    init(
        _ rule: RuleID, _ kind: Kind, _ word: String, answersOf operation: String, _ change: AnswerChange,
        _ accusation: String, by assertions: String...
    ) {
        self.init(rule, kind, word, accusation, by: assertions, equivalent: nil, nil, change, of: operation)
    }

    /// The operation whose rule is broken, in kebab case.
    public var operation: String { String(rule.prefix { $0 != "." }) }

    /// The rules of an emulator that is this mutant.
    var book: RuleBook {
        RuleBook(
            alterations: alteration.map { [RuleID(stringLiteral: rule): $0] } ?? [:],
            changes: change.map { [changed ?? operation: [$0]] } ?? [:])
    }
}

/// All mutants: an area is a file of its own and a line here.
public enum Mutants {
    /// Every mutant, ids unique, in the order of areas and operations.
    public static let all: [Mutant] =
        ParameterMutants.all + CommonMutants.all + FieldMutants.all + PackageMutants.all + ListMutants.all
        + ModuleMutants.all + VersionMutants.all + StackStateMutants.all + StackFieldMutants.all + StackListMutants.all
        + StackMutants.all + TemplateMutants.all + EventMutants.all + PlanMutants.all + AuthenticationMutants.all

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    /// The mutant of an id; nil when there is none.
    public static func named(_ id: String) -> Mutant? { byID[id] }
}
