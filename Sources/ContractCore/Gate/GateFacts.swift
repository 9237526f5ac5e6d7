/// What a baseline and waivers did to a run, and which of their entries are out of date.
public struct GateFacts: Sendable, Hashable, Codable {
    /// The baseline file, or nil.
    public var baseline: String?
    /// The file of waivers, or nil.
    public var waivers: String?
    /// The waivers that excused something.
    public var applied: [AppliedWaiver]
    /// Entries that no longer say what is so; one of them is enough to fail the gate.
    public var problems: [GateProblem]

    /// Makes the facts.
    public init(
        baseline: String? = nil, waivers: String? = nil, applied: [AppliedWaiver] = [], problems: [GateProblem] = []
    ) {
        self.baseline = baseline
        self.waivers = waivers
        self.applied = applied
        self.problems = problems
    }
}

/// A waiver that excused at least one case of a run.
public struct AppliedWaiver: Sendable, Hashable, Codable {
    /// The name of the waiver.
    public var id: String
    /// Why.
    public var reason: String
    /// Who answers for it.
    public var owner: String
    /// Where the matter is followed.
    public var link: String?
    /// The last day on which it holds.
    public var expires: String
    /// The cases that it excused.
    public var cases: [String]

    /// Makes an applied waiver.
    public init(id: String, reason: String, owner: String, link: String? = nil, expires: String, cases: [String]) {
        self.id = id
        self.reason = reason
        self.owner = owner
        self.link = link
        self.expires = expires
        self.cases = cases
    }
}

/// An entry of a baseline or a waiver that no longer says what is so.
public struct GateProblem: Sendable, Hashable, Codable {
    /// What can be wrong with an entry.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// What it excuses holds now.
        case stale
        /// The case fails in another way than the entry says.
        case changed
        /// Its last day is over.
        case expired
        /// It is about no rule or case that there is.
        case unknown
    }

    /// What is wrong.
    public var kind: Kind
    /// The file of the entry.
    public var file: String
    /// The line of the entry, from one.
    public var line: Int
    /// The case of a baseline entry, or the name of a waiver.
    public var entry: String
    /// What is wrong in one sentence.
    public var message: String

    /// Makes a problem.
    public init(kind: Kind, file: String, line: Int, entry: String, message: String) {
        self.kind = kind
        self.file = file
        self.line = line
        self.entry = entry
        self.message = message
    }
}
