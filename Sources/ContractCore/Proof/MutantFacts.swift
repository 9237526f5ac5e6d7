/// One way to break one rule, as a proof names it.
public struct MutantFacts: Sendable, Hashable, Codable {
    /// The identifier: rule, slash, kind, and a word.
    public var id: String
    /// The rule that it breaks.
    public var rule: String
    /// In which way: drop, tighten, shift, signal or effect.
    public var kind: String
    /// What is said of an implementation that does the same, in one sentence.
    public var accusation: String
    /// The kinds of assertion one of which must catch it.
    public var assertions: [String]
    /// Why no request can tell it from the faithful target; nil for all but a few.
    public var equivalent: String?

    /// Makes the facts of a mutant.
    public init(
        id: String, rule: String, kind: String, accusation: String, assertions: [String], equivalent: String? = nil
    ) {
        self.id = id
        self.rule = rule
        self.kind = kind
        self.accusation = accusation
        self.assertions = assertions
        self.equivalent = equivalent
    }
}

/// What became of a mutant.
public enum MutantOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// No case of the rule ever came to the place where the rule is decided.
    case survivedUnreached = "survived: never reached"
    /// The place was reached, but no request was one that the mutant decides otherwise.
    case survivedUninfected = "survived: input did not tell"
    /// The mutant decided otherwise, and no assertion looked at what came of it.
    case survivedUnpropagated = "survived: seen but not asserted"
    /// Another rule found it, its own did not.
    case killedByOther = "killed by another rule only"
    /// Its own rule failed at an assertion that is about something else.
    case killedElsewhere = "killed at another assertion"
    /// Its own rule could not be judged; a time-out or an error is not a kill.
    case undecided = "undecided"
    /// The rule has no case that was run.
    case notRun = "not run"
    /// Its own rule failed at the assertion that was foreseen.
    case killed = "killed"
    /// No request can tell it from the faithful target.
    case equivalent = "equivalent"

    /// Whether nothing has to be mended.
    public var isGood: Bool { self == .killed || self == .equivalent }

    /// What mends it, in a few words; nil when there is nothing to mend.
    public var repair: String? {
        switch self {
        case .survivedUnreached: "add a case that calls the operation so that the rule is decided"
        case .survivedUninfected: "add a row with a value that tells the two apart"
        case .survivedUnpropagated: "assert what the answer or the state shows"
        case .killedByOther: "move the check to the rule it belongs to"
        case .killedElsewhere: "correct the assertion that the mutant names, or the order of the steps"
        case .undecided: "let the case decide: expect in place of assume where the rule is meant"
        case .notRun: "write the rule, or give the environment what its cases need"
        case .killed, .equivalent: nil
        }
    }
}

/// What a run against a mutant showed.
public struct MutantResult: Sendable, Hashable, Codable {
    /// The mutant.
    public var mutant: MutantFacts
    /// What became of it.
    public var outcome: MutantOutcome
    /// The case that decided, or the first that could not.
    public var witness: String?
    /// What that case saw, in one sentence.
    public var sentence: String?
    /// Other rules whose verdict changed.
    public var collateral: [String]
    /// Those of them in whose cases the mutant decided nothing otherwise, so that nothing explains the change.
    public var unexplained: [String]
    /// What mends it.
    public var repair: String?

    /// Makes a result.
    public init(
        mutant: MutantFacts, outcome: MutantOutcome, witness: String? = nil, sentence: String? = nil,
        collateral: [String] = [], unexplained: [String] = []
    ) {
        self.mutant = mutant
        self.outcome = outcome
        self.witness = witness
        self.sentence = sentence
        self.collateral = collateral
        self.unexplained = unexplained
        repair = outcome.repair
    }
}
