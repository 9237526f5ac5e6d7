/// What of a run is kept for comparing it with others: verdicts and times, no evidence.
public struct RunSummary: Sendable, Hashable {
    /// The number of the run in the history, or nil for a run that comes from a file.
    public var number: Int?
    /// How the run was made.
    public var run: RunFacts
    /// The statement about the target.
    public var conformance: Conformance
    /// How fast the target answered.
    public var latency: LatencyFacts
    /// Every rule with its cases, in the order of the report.
    public var rules: [RuleSummary]

    /// Makes a summary.
    public init(
        number: Int? = nil, run: RunFacts, conformance: Conformance, latency: LatencyFacts, rules: [RuleSummary]
    ) {
        self.number = number
        self.run = run
        self.conformance = conformance
        self.latency = latency
        self.rules = rules
    }

    /// The summary of a report.
    public init(_ report: RunReport) {
        let owned = CasesByRule(report.cases, of: report.rules)
        self.init(
            run: report.run, conformance: report.conformance, latency: LatencyFacts(report.cases),
            rules: report.rules.enumerated().map { place, rule in
                RuleSummary(rule, cases: Array(owned.cases[owned[place]]))
            })
    }

    /// The name of the run for people: its number in the history, or its own identifier.
    public var name: String { number.map { "#\($0)" } ?? run.id }

    /// Counts of rules by level and verdict.
    public var tally: Tally { Tally(rules: rules.map(\.result)) }
}

/// One rule of a run that is kept.
public struct RuleSummary: Sendable, Hashable {
    /// The rule without what only a report of one run needs.
    public var result: RuleResult
    /// The cases in the order of the report.
    public var cases: [CaseSummary]
    /// How long all cases took together, in seconds.
    public var seconds: Double
    /// The median time that a request of the rule took, in seconds; nil when none was sent.
    public var latency: Double?

    /// Makes a rule's summary.
    public init(result: RuleResult, cases: [CaseSummary], seconds: Double = 0, latency: Double? = nil) {
        self.result = result
        self.cases = cases
        self.seconds = seconds
        self.latency = latency
    }

    /// The summary of a rule and its cases.
    public init(_ rule: RuleResult, cases: [CaseResult]) {
        self.init(
            result: rule, cases: cases.map(CaseSummary.init), seconds: cases.reduce(0) { $0 + $1.seconds },
            latency: LatencyFacts(cases).median)
    }
}

/// One case of a run that is kept.
public struct CaseSummary: Sendable, Hashable {
    /// The row of the rule's table, or nil.
    public var row: String?
    /// What it found out.
    public var verdict: Verdict
    /// What was decided about a fail.
    public var disposition: Disposition
    /// The sentence that explains it, or nil.
    public var reason: String?
    /// Whether tries of it found out different things.
    public var isFlaky: Bool

    /// Makes a case's summary.
    public init(
        row: String? = nil, verdict: Verdict, disposition: Disposition = .unexpected, reason: String? = nil,
        isFlaky: Bool = false
    ) {
        self.row = row
        self.verdict = verdict
        self.disposition = disposition
        self.reason = reason
        self.isFlaky = isFlaky
    }

    /// The summary of a case; what a failing case says is what its first broken assertion saw.
    public init(_ result: CaseResult) {
        let seen = result.findings.first { $0.outcome == .broken }?.sentence
        self.init(
            row: result.row, verdict: result.verdict, disposition: result.disposition,
            reason: result.verdict == .pass ? nil : seen ?? result.reason, isFlaky: result.isFlaky)
    }
}

/// How fast a target answered, in seconds; nil when nothing was sent.
public struct LatencyFacts: Sendable, Hashable {
    /// Half of the requests took at most this long.
    public var median: Double?
    /// Nineteen of twenty requests took at most this long.
    public var high: Double?

    /// Makes the facts.
    public init(median: Double? = nil, high: Double? = nil) {
        self.median = median
        self.high = high
    }

    /// The facts of all exchanges of some cases; exchanges without an answer do not count.
    public init(_ cases: some Sequence<CaseResult>) {
        var times: [Double] = []
        for result in cases {
            for exchange in result.exchanges where exchange.status != nil && exchange.timings.total.isFinite {
                times.append(exchange.timings.total)
            }
        }
        times.sort()
        self.init(median: Self.share(0.5, of: times), high: Self.share(0.95, of: times))
    }

    /// The smallest of the sorted times that a share of them does not exceed.
    private static func share(_ share: Double, of sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(sorted.count, max(1, rank)) - 1]
    }
}
