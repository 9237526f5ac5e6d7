/// All that a run found out, as plain data: saved as report.json, and the only source of every other report.
///
/// Texts in it are redacted before it is made; no reporter needs to know a secret.
public struct RunReport: Sendable, Hashable, Codable {
    /// The name and version of this layout; a reader refuses another one.
    public static let schema = "hallmark.report/1"

    /// The layout of this report.
    public var schema: String
    /// How the run was made.
    public var run: RunFacts
    /// Every rule that was selected, in the order of the contracts, those without a case included.
    public var rules: PackedList<RuleResult>
    /// Every case that was planned, in the order of the contracts.
    public var cases: PackedList<CaseResult>
    /// What was created in the target's account and what became of it.
    public var cleanup: CleanupReport
    /// The profile that the run claims to meet, or nil when it claims none.
    public var claim: ProfileClaim?
    /// What a baseline and waivers excused, and which of their entries are out of date; nil without either.
    public var gate: GateFacts?

    /// Makes a report of results that are at hand.
    public init(run: RunFacts, rules: [RuleResult], cases: [CaseResult], cleanup: CleanupReport = CleanupReport()) {
        self.init(run: run, rules: PackedList(rules), cases: PackedList(cases), cleanup: cleanup)
    }

    /// Makes a report.
    public init(
        run: RunFacts, rules: PackedList<RuleResult>, cases: PackedList<CaseResult>,
        cleanup: CleanupReport = CleanupReport()
    ) {
        schema = Self.schema
        self.run = run
        self.rules = rules
        self.cases = cases
        self.cleanup = cleanup
    }

    /// The statement about the target that this run allows.
    public var conformance: Conformance { RollUp.conformance(of: rules.gists, strict: run.strict) }

    /// Counts of rules by level and verdict.
    public var tally: Tally { Tally(rules.gists) }
}

/// How, when, with what and against what a run was made.
public struct RunFacts: Sendable, Hashable, Codable {
    /// Eight hexadecimal digits that also mark every name the run creates.
    public var id: String
    /// The version of this program.
    public var version: String
    /// The version text of libcurl, its TLS library included.
    public var transport: String
    /// When the run began: RFC 3339, UTC, milliseconds.
    public var startedAt: String
    /// How long the run took, in seconds.
    public var seconds: Double
    /// The origin the requests went to, or "embedded emulator".
    public var target: String
    /// The name of the environment.
    public var environment: String
    /// The number from which every random choice of the run derives.
    public var seed: UInt64
    /// How many cases ran at once.
    public var jobs: Int
    /// Whether a broken should-rule counts like a broken must-rule.
    public var strict: Bool
    /// SHA-256 of the contract files, hexadecimal.
    public var suiteDigest: String
    /// What was selected, in words, or nil when everything was.
    public var selection: String?
    /// Whether the run was interrupted before every case had run.
    public var interrupted: Bool
    /// What the target was made to break on purpose, or nil; with it no report is a conformance result.
    public var mutation: String?
    /// The suite that the rules come from; nil in reports that do not tell.
    public var suite: SuiteFacts?
    /// Which part of the selection this run was; nil when it was the whole.
    public var shard: ShardFacts?

    /// Makes the facts of a run.
    public init(
        id: String, version: String, transport: String, startedAt: String, seconds: Double, target: String,
        environment: String, seed: UInt64, jobs: Int, strict: Bool = false, suiteDigest: String,
        selection: String? = nil, interrupted: Bool = false, mutation: String? = nil,
        suite: SuiteFacts? = nil, shard: ShardFacts? = nil
    ) {
        self.id = id
        self.version = version
        self.transport = transport
        self.startedAt = startedAt
        self.seconds = seconds
        self.target = target
        self.environment = environment
        self.seed = seed
        self.jobs = jobs
        self.strict = strict
        self.suiteDigest = suiteDigest
        self.selection = selection
        self.interrupted = interrupted
        self.mutation = mutation
        self.suite = suite
        self.shard = shard
    }
}

/// What a run created, and what it could not remove again.
public struct CleanupReport: Sendable, Hashable, Codable {
    /// How many resources the run created.
    public var created: Int
    /// How many of them were removed and seen to be gone, by the cases themselves or by cleanup.
    public var removed: Int
    /// Resources that may still be there.
    public var leftBehind: [Leftover]

    /// Makes a cleanup report.
    public init(created: Int = 0, removed: Int = 0, leftBehind: [Leftover] = []) {
        self.created = created
        self.removed = removed
        self.leftBehind = leftBehind
    }
}

/// A resource that a run created and could not remove.
public struct Leftover: Sendable, Hashable, Codable {
    /// The case that created it.
    public var caseID: String
    /// What it is, in the contract's words, with its name.
    public var resource: String
    /// Why it is still there.
    public var reason: String
    /// The curl command that removes it.
    public var curl: String

    /// Makes a leftover.
    public init(caseID: String, resource: String, reason: String, curl: String) {
        self.caseID = caseID
        self.resource = resource
        self.reason = reason
        self.curl = curl
    }
}
