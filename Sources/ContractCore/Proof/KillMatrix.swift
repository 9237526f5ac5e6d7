/// All that a proof found out: which mutants were caught, and what must not have changed a verdict.
public struct KillMatrix: Sendable, Hashable, Codable {
    /// The name and version of this layout.
    public static let schema = "hallmark.kill-matrix/1"

    /// The layout.
    public var schema: String
    /// The version of the program.
    public var version: String
    /// SHA-256 of the contract files, hexadecimal.
    public var suiteDigest: String
    /// How long the proof took, in seconds.
    public var seconds: Double
    /// What was selected, in words; nil when everything was.
    public var selection: String?
    /// Rules that do not hold on the faithful target, with the reason; must be empty.
    public var unfaithful: [ChangedVerdict]
    /// Every rule with what proves it.
    public var rules: [ProvedRule]
    /// Every mutant with what became of it.
    public var mutants: [MutantResult]
    /// Runs in which no verdict may change: benign variants, other orders, other seeds.
    public var steady: [SteadyRun]
    /// Targets that keep no rule.
    public var degenerate: [DegenerateRun]
    /// Documented fields, with the rules that look at them.
    public var fields: [FieldCoverage]

    /// Makes a matrix.
    public init(
        version: String, suiteDigest: String, seconds: Double, selection: String? = nil,
        unfaithful: [ChangedVerdict] = [],
        rules: [ProvedRule] = [], mutants: [MutantResult] = [], steady: [SteadyRun] = [],
        degenerate: [DegenerateRun] = [],
        fields: [FieldCoverage] = []
    ) {
        schema = Self.schema
        self.version = version
        self.suiteDigest = suiteDigest
        self.seconds = seconds
        self.selection = selection
        self.unfaithful = unfaithful
        self.rules = rules
        self.mutants = mutants
        self.steady = steady
        self.degenerate = degenerate
        self.fields = fields
    }

    /// Whether nothing has to be mended.
    public var isProved: Bool {
        unfaithful.isEmpty && mutants.allSatisfy { $0.outcome.isGood && $0.unexplained.isEmpty }
            && steady.allSatisfy(\.changes.isEmpty)
            && degenerate.allSatisfy(\.isGood) && unproved.isEmpty && !fields.contains { $0.attention == .overlooked }
    }

    /// Binding rules that were tested, and that no mutant has shown to be able to fail.
    public var unproved: [ProvedRule] {
        rules.filter { $0.level == .must && $0.gap != nil }
    }

    /// Mutants in the order of a report: what has to be mended first.
    public var survivorsFirst: [MutantResult] {
        mutants.filter { !$0.outcome.isGood } + mutants.filter(\.outcome.isGood)
    }

    /// Mutants killed by their own rule, and mutants that are not equivalent.
    public var killed: (count: Int, of: Int) {
        (mutants.count { $0.outcome == .killed }, mutants.count { $0.outcome != .equivalent })
    }
}

/// A rule and what proves it.
public struct ProvedRule: Sendable, Hashable, Codable {
    /// The rule.
    public var id: String
    /// How binding it is.
    public var level: Level
    /// The rule in one sentence.
    public var text: String
    /// Whether cases test it.
    public var isTested: Bool
    /// The number of mutants that break it, equivalent ones left out.
    public private(set) var mutants: Int
    /// The number of them that it caught.
    public private(set) var killed: Int
    /// Whether at least one mutant breaks it, and it caught all of them.
    public private(set) var isProved: Bool
    /// Why nothing can break it; nil for all but a few.
    public var exemption: String?

    /// Makes the proof of a rule.
    public init(
        id: String, level: Level, text: String, isTested: Bool, mutants: Int, killed: Int, exemption: String? = nil
    ) {
        self.id = id
        self.level = level
        self.text = text
        self.isTested = isTested
        self.mutants = mutants
        self.killed = killed
        isProved = mutants > 0 && killed == mutants
        self.exemption = exemption
    }

    /// What its proof lacks, in a few words; nil when it lacks nothing.
    public var gap: String? {
        guard isTested, !isProved, exemption == nil else { return nil }
        return mutants == 0 ? "no mutant breaks it" : "\(killed) of \(mutants) mutants caught"
    }
}

/// A case or rule whose verdict is another than it has to be.
public struct ChangedVerdict: Sendable, Hashable, Codable {
    /// The case or rule.
    public var id: String
    /// What it has to be.
    public var usual: Verdict
    /// What it is.
    public var verdict: Verdict
    /// Why, in one sentence.
    public var sentence: String?

    /// Makes a change.
    public init(id: String, usual: Verdict, verdict: Verdict, sentence: String? = nil) {
        self.id = id
        self.usual = usual
        self.verdict = verdict
        self.sentence = sentence
    }

    /// The differences between what cases have to be and what they are.
    ///
    /// - Parameter usual: verdicts by case; cases that are not in it are not compared.
    public static func changes(in results: [CaseResult], usual: [String: Verdict]) -> [ChangedVerdict] {
        results.compactMap { result in
            guard let was = usual[result.id], was != result.verdict else { return nil }
            return ChangedVerdict(id: result.id, usual: was, verdict: result.verdict, sentence: result.reason)
        }
    }
}

/// A run in which no verdict may change.
public struct SteadyRun: Sendable, Hashable, Codable {
    /// Its name.
    public var id: String
    /// What is otherwise, in one sentence.
    public var summary: String
    /// The number of cases that were compared.
    public var cases: Int
    /// The cases whose verdict changed; must be empty.
    public var changes: [ChangedVerdict]

    /// Makes a run.
    public init(id: String, summary: String, cases: Int, changes: [ChangedVerdict]) {
        self.id = id
        self.summary = summary
        self.cases = cases
        self.changes = changes
    }
}

/// A run against a target that keeps no rule.
public struct DegenerateRun: Sendable, Hashable, Codable {
    /// Its name.
    public var id: String
    /// What the target does, in one sentence.
    public var summary: String
    /// How long the run took, in seconds.
    public var seconds: Double
    /// The longest that it may take, in seconds.
    public var bound: Double
    /// Binding rules that passed all the same; must be empty.
    public var passed: [String]
    /// The first line of the report.
    public var headline: String

    /// Makes a run.
    public init(id: String, summary: String, seconds: Double, bound: Double, passed: [String], headline: String) {
        self.id = id
        self.summary = summary
        self.seconds = seconds
        self.bound = bound
        self.passed = passed
        self.headline = headline
    }

    /// Whether no rule passed and the run came to an end in time.
    public var isGood: Bool { passed.isEmpty && seconds <= bound && !headline.isEmpty }
}
