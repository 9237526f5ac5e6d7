/// How a target fared over its last runs.
public struct Trend: Sendable, Hashable {
    /// One run.
    public struct Point: Sendable, Hashable {
        /// The number of the run in the history.
        public var number: Int
        /// When the run began.
        public var startedAt: String
        /// How many rules hold.
        public var held: Int
        /// How many rules hold or are broken.
        public var decided: Int
        /// How long the run took, in seconds.
        public var seconds: Double
        /// How fast the target answered.
        public var latency: LatencyFacts

        /// Makes a point.
        public init(number: Int, startedAt: String, held: Int, decided: Int, seconds: Double, latency: LatencyFacts) {
            self.number = number
            self.startedAt = startedAt
            self.held = held
            self.decided = decided
            self.seconds = seconds
            self.latency = latency
        }

        /// The share of the decided rules that hold, from 0 to 1; nil when none was decided.
        public var passRate: Double? { decided == 0 ? nil : Double(held) / Double(decided) }
    }

    /// One run of one rule.
    public struct RulePoint: Sendable, Hashable {
        /// The number of the run in the history.
        public var number: Int
        /// What it found out.
        public var verdict: Verdict
        /// The revision of the rule in that run.
        public var revision: String
        /// How long its cases took together, in seconds.
        public var seconds: Double
        /// The median time that its requests took, in seconds.
        public var latency: Double?

        /// Makes a point.
        public init(number: Int, verdict: Verdict, revision: String, seconds: Double, latency: Double?) {
            self.number = number
            self.verdict = verdict
            self.revision = revision
            self.seconds = seconds
            self.latency = latency
        }
    }

    /// The runs, oldest first.
    public var points: [Point]
    /// The runs of each rule by its identifier, oldest first.
    public var rules: [String: [RulePoint]]

    /// Makes a trend.
    public init(points: [Point] = [], rules: [String: [RulePoint]] = [:]) {
        self.points = points
        self.rules = rules
    }

    /// The trend that two or more summaries alone allow, in their order.
    public init(_ runs: [RunSummary]) {
        points = runs.enumerated().map { index, run in
            let tally = run.tally
            return Point(
                number: run.number ?? index + 1, startedAt: run.run.startedAt, held: tally.count(.pass),
                decided: tally.count(.pass) + tally.count(.fail), seconds: run.run.seconds, latency: run.latency)
        }
        rules = [:]
        for (index, run) in runs.enumerated() {
            for rule in run.rules {
                rules[rule.result.id, default: []].append(
                    RulePoint(
                        number: run.number ?? index + 1, verdict: rule.result.verdict, revision: rule.result.revision,
                        seconds: rule.seconds, latency: rule.latency))
            }
        }
    }
}
