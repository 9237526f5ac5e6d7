public import ContractCore

/// What a run says about a target under the profile that it claims; derived from the report alone.
public struct ConformanceStatement: Sendable, Hashable, Codable {
    /// The name and version of this layout.
    public static let schema = "hallmark.statement/1"

    /// How the rules of one level fared.
    public struct LevelCounts: Sendable, Hashable, Codable {
        /// The level.
        public var level: Level
        /// How many rules of it the profile requires; those that the run does not know have no level and are not here.
        public var total: Int
        /// How many hold.
        public var pass: Int
        /// How many are broken and excused by nobody.
        public var fail: Int
        /// How many are broken and excused.
        public var excused: Int
        /// How many could not be decided.
        public var undecided: Int
        /// How many the target declares not to have.
        public var unsupported: Int
        /// How many were not run.
        public var skipped: Int
    }

    /// A rule and why nothing is known of it.
    public struct Gap: Sendable, Hashable, Codable {
        /// The rule.
        public var rule: String
        /// Why.
        public var reason: String
    }

    /// The layout.
    public var schema: String
    /// The statement about the target, over the rules of the profile.
    public var verdict: Conformance
    /// Whether every rule of the profile was assessed.
    public var isComplete: Bool
    /// The name, version, title and digest of the profile, and how many rules it requires; nil when none is claimed.
    public var profile: ProfileFacts?
    /// The suite that the rules come from.
    public var suite: SuiteFacts?
    /// SHA-256 of the contract files.
    public var suiteDigest: String
    /// The version of the program that made the run.
    public var program: String
    /// The endpoint that was asked.
    public var target: String
    /// The name of the environment.
    public var environment: String
    /// The identifier of the run.
    public var run: String
    /// When the run began.
    public var startedAt: String
    /// Whether should-rules bind.
    public var strict: Bool
    /// What the target was made to break on purpose, or nil; with it this is no statement of conformance.
    public var mutation: String?
    /// The counts by level, the most binding first.
    public var levels: [LevelCounts]
    /// The rules that are broken and excused by nobody.
    public var broken: [String]
    /// The rules that are known to be broken by the implementer's baseline.
    public var expected: [String]
    /// The waivers that excused something.
    public var waivers: [AppliedWaiver]
    /// The rules that the target declares not to have.
    public var unsupported: [String]
    /// The rules of the profile that were not assessed.
    public var notAssessed: [Gap]
    /// The rules with a case that only held when it was repeated.
    public var flaky: [String]
    /// SHA-256 of the report that all of this is derived from.
    public var evidence: String

    /// The facts of a claimed profile.
    public struct ProfileFacts: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String
        /// Its version.
        public var version: String
        /// What it is about.
        public var title: String
        /// The digest that froze its list.
        public var digest: String
        /// How many rules it requires.
        public var rules: Int
    }

    /// Derives the statement of a report; `evidence` is the digest of the report's bytes.
    public init(_ report: RunReport, evidence: String) {
        let required = report.claim.map { Set($0.rules) }
        let rules = report.rules.filter { required?.contains($0.id) ?? true }
        let present = Set(rules.map(\.id))
        let tally = Tally(rules.gists)
        let unexcused = rules.filter { $0.verdict == .fail && $0.disposition == .unexpected }
        let reasons = Dictionary(report.cases.map { ($0.rule, $0.reason) }) { first, second in first ?? second }
        let skipped = rules.filter { $0.verdict == .skipped || $0.verdict.isUndecided }
        schema = Self.schema
        verdict = RollUp.conformance(of: rules.gists, strict: report.run.strict)
        profile = report.claim.map {
            ProfileFacts(name: $0.name, version: $0.version, title: $0.title, digest: $0.digest, rules: $0.rules.count)
        }
        suite = report.run.suite
        suiteDigest = report.run.suiteDigest
        program = "hallmark \(report.run.version)"
        target = report.run.target
        environment = report.run.environment
        run = report.run.id
        startedAt = report.run.startedAt
        strict = report.run.strict
        mutation = report.run.mutation
        levels = Level.allCases.filter { tally.total($0) > 0 }.map { level in
            LevelCounts(
                level: level, total: tally.total(level), pass: tally.count(.pass, level),
                fail: tally.count(.fail, level) - tally.excused(level), excused: tally.excused(level),
                undecided: tally.count(.error, level) + tally.count(.inconclusive, level),
                unsupported: tally.count(.unsupported, level), skipped: tally.count(.skipped, level))
        }
        broken = unexcused.map(\.id)
        expected = rules.filter { $0.verdict == .fail && $0.disposition == .expected }.map(\.id)
        waivers = report.gate?.applied ?? []
        unsupported = rules.filter { $0.verdict == .unsupported }.map(\.id)
        notAssessed =
            skipped.map { rule in
                Gap(rule: rule.id, reason: rule.untested ?? (reasons[rule.id] ?? nil) ?? rule.verdict.rawValue)
            }
            + (report.claim?.rules ?? []).filter { !present.contains($0) }.map {
                Gap(rule: $0, reason: "not part of the run")
            }
        flaky = rules.map(\.id).filter(Set(report.cases.filter(\.isFlaky).map(\.rule)).contains)
        isComplete = notAssessed.isEmpty && !report.run.interrupted
        self.evidence = evidence
    }

    /// The statement in one sentence.
    public var words: String {
        let claim = profile.map { "\($0.name) \($0.version), " } ?? ""
        return "\(claim)\(target): \(verdict.rawValue), \(StatementPage.sentence(self))"
    }

    /// How many rules the statement is about.
    public var required: Int { profile?.rules ?? levels.reduce(0) { $0 + $1.total } }

    /// How many of them hold.
    public var held: Int { levels.reduce(0) { $0 + $1.pass } }
}
