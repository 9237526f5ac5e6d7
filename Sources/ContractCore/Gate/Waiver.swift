/// What the keeper of the contracts has excused, by whom, why and until when.
public struct WaiverList: Sendable, Hashable {
    /// What the list is about, for people.
    public var name: String
    /// The path of the file.
    public var file: String
    /// The waivers in the order of the file.
    public var waivers: [Waiver]

    /// Makes a list.
    public init(name: String, file: String, waivers: [Waiver] = []) {
        self.name = name
        self.file = file
        self.waivers = waivers
    }
}

/// One excuse for a broken rule, with an end.
public struct Waiver: Sendable, Hashable {
    /// The name of the waiver, unique in its file.
    public var id: String
    /// The rules that it excuses: an identifier, or a pattern with `*`.
    public var rule: String
    /// The rows of the rule that it excuses, a pattern; nil for all.
    public var row: String?
    /// The environment that it holds for, a pattern; nil for all.
    public var environment: String?
    /// The target that it holds for, a pattern; nil for all.
    public var target: String?
    /// Why.
    public var reason: String
    /// Who answers for it.
    public var owner: String
    /// Where the matter is followed, or nil.
    public var link: String?
    /// The last day on which it holds.
    public var expires: CalendarDate
    /// Where it stands.
    public var location: Location

    /// Makes a waiver.
    public init(
        id: String, rule: String, row: String? = nil, environment: String? = nil, target: String? = nil, reason: String,
        owner: String, link: String? = nil, expires: CalendarDate, location: Location
    ) {
        self.id = id
        self.rule = rule
        self.row = row
        self.environment = environment
        self.target = target
        self.reason = reason
        self.owner = owner
        self.link = link
        self.expires = expires
        self.location = location
    }

    /// Whether it is about a run at all.
    public func isInScope(of run: RunFacts) -> Bool {
        (environment.map { Glob.matches($0, run.environment) } ?? true)
            && (target.map { Glob.matches($0, run.target) } ?? true)
    }

    /// Whether it is about a case, by its rule and row.
    public func covers(rule: String, row: String?) -> Bool {
        Glob.matches(self.rule, rule) && (self.row.map { Glob.matches($0, row ?? "") } ?? true)
    }
}
