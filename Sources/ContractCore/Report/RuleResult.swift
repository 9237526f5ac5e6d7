/// One documented rule and what the run found out about it.
public struct RuleResult: Sendable, Hashable, Codable {
    /// The stable identifier, `<contract>.<rule>`.
    public var id: String
    /// How binding the documentation makes it.
    public var level: Level
    /// The rule in one sentence.
    public var text: String
    /// The document that states it.
    public var source: String?
    /// The part of the document.
    public var section: String?
    /// The contract it belongs to, a test suite in JUnit's sense.
    public var contract: String
    /// Folder and contract joined by dots, for instance "rfs.private-modules.list-private-modules".
    public var group: String
    /// The contract file, relative, with forward slashes.
    public var file: String
    /// The line in that file, from one.
    public var line: Int
    /// A digest of what the rule's cases test: results are comparable when revisions are equal.
    public var revision: String
    /// Words for selection.
    public var tags: [String]
    /// Why no case tests the rule, or nil when cases do.
    public var untested: String?
    /// What the run found out.
    public var verdict: Verdict
    /// What was decided about a fail.
    public var disposition: Disposition

    /// Makes a rule's result.
    public init(
        id: String, level: Level, text: String, source: String? = nil, section: String? = nil, contract: String,
        group: String, file: String, line: Int, revision: String = "", tags: [String] = [], untested: String? = nil,
        verdict: Verdict, disposition: Disposition = .unexpected
    ) {
        self.id = id
        self.level = level
        self.text = text
        self.source = source
        self.section = section
        self.contract = contract
        self.group = group
        self.file = file
        self.line = line
        self.revision = revision
        self.tags = tags
        self.untested = untested
        self.verdict = verdict
        self.disposition = disposition
    }

    /// Whether this rule makes the target not conformant: broken, binding, and excused by nobody.
    public func isUnexcusedFailure(strict: Bool) -> Bool { gist.isUnexcusedFailure(strict: strict) }
}

/// Counts of rules by level and verdict.
public struct Tally: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: Level.allCases.count * Verdict.allCases.count)
    private var excused = [Int](repeating: 0, count: Level.allCases.count)

    /// Counts rules.
    public init(rules: some Sequence<RuleResult>) { self.init(rules.lazy.map(\.gist)) }

    /// Counts rules by what is at hand of them.
    public init(_ rules: some Sequence<RuleGist>) {
        for rule in rules {
            counts[Self.place(rule.verdict, rule.level)] += 1
            if rule.verdict == .fail, rule.disposition != .unexpected { excused[Self.place(rule.level)] += 1 }
        }
    }

    private static func place(_ level: Level) -> Int {
        switch level {
        case .must: 0
        case .should: 1
        case .may: 2
        }
    }

    private static func place(_ verdict: Verdict, _ level: Level) -> Int {
        let place =
            switch verdict {
            case .pass: 0
            case .fail: 1
            case .inconclusive: 2
            case .error: 3
            case .unsupported: 4
            case .skipped: 5
            }
        return place + Self.place(level) * Verdict.allCases.count
    }

    /// How many rules of a level have a verdict; all levels when none is named.
    public func count(_ verdict: Verdict, _ level: Level? = nil) -> Int {
        guard let level else { return Level.allCases.reduce(0) { $0 + count(verdict, $1) } }
        return counts[Self.place(verdict, level)]
    }

    /// How many broken rules of a level are excused by a baseline or a waiver; all levels when none is named.
    public func excused(_ level: Level? = nil) -> Int {
        guard let level else { return excused.reduce(0, +) }
        return excused[Self.place(level)]
    }

    /// How many rules a level has; all levels when none is named.
    public func total(_ level: Level? = nil) -> Int {
        Verdict.allCases.reduce(0) { $0 + count($1, level) }
    }
}
