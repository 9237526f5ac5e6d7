/// One case and what it found out, with the evidence.
public struct CaseResult: Sendable, Hashable, Codable {
    /// The rule it tests.
    public var rule: String
    /// The named row of the rule's table, or nil when the rule has a single case.
    public var row: String?
    /// What the case found out.
    public var verdict: Verdict
    /// What was decided about a fail.
    public var disposition: Disposition
    /// One sentence that explains every verdict but pass: expected, actual and place, or what was missing.
    public var reason: String?
    /// A stable word for the kind of reason, for instance "status", "json" or "missing-capability".
    public var code: String?
    /// What is worth saying about a pass, for instance that a tolerated answer came.
    public var remarks: [String]
    /// How many assertions looked at something.
    public var observations: Int
    /// The assertions that did not hold or could not be decided.
    public var findings: [Finding]
    /// What was sent and received, in order; for a case that passed only methods, targets, statuses and times.
    public var exchanges: [ExchangeRecord]
    /// The contract file of the case, relative, with forward slashes.
    public var file: String
    /// The line of the case in that file, from one.
    public var line: Int
    /// Seconds from the start of the run to the start of the case.
    public var start: Double
    /// How long the case took, in seconds.
    public var seconds: Double
    /// Earlier tries of a case that was repeated, first try first; nil for a case that was tried once.
    public var attempts: [Attempt]?

    /// Makes a case's result.
    public init(
        rule: String, row: String? = nil, verdict: Verdict, disposition: Disposition = .unexpected,
        reason: String? = nil, code: String? = nil, remarks: [String] = [], observations: Int = 0,
        findings: [Finding] = [], exchanges: [ExchangeRecord] = [], file: String, line: Int, start: Double = 0,
        seconds: Double = 0, attempts: [Attempt]? = nil
    ) {
        self.rule = rule
        self.row = row
        self.verdict = verdict
        self.disposition = disposition
        self.reason = reason
        self.code = code
        self.remarks = remarks
        self.observations = observations
        self.findings = findings
        self.exchanges = exchanges
        self.file = file
        self.line = line
        self.start = start
        self.seconds = seconds
        self.attempts = attempts
    }

    /// The rule's identifier and the row: unique in a run, and the same in every run.
    public var id: String { row.map { "\(rule) [\($0)]" } ?? rule }
}

/// What one assertion saw.
public struct Finding: Sendable, Hashable, Codable {
    /// What an assertion can find out.
    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// What was expected was observed.
        case holds
        /// Something else was observed.
        case broken
        /// Nothing could be observed.
        case undecidable
    }

    /// What it found out.
    public var outcome: Outcome
    /// The kind of assertion, by its key in the contract: "status", "json", "headers", "unchanged" and so on.
    public var assertion: String
    /// The step that made the observation: "step 2 GET /v1/private-modules".
    public var step: String
    /// Where it looked: "status", "header Location", "body $['modules'][0]['create_time']".
    public var place: String
    /// What was expected, in words.
    public var expected: String
    /// What was there, in words.
    public var actual: String
    /// The contract file that states the expectation.
    public var file: String
    /// The line in that file, from one.
    public var line: Int

    /// Makes a finding.
    public init(
        outcome: Outcome, assertion: String, step: String, place: String, expected: String, actual: String,
        file: String, line: Int
    ) {
        self.outcome = outcome
        self.assertion = assertion
        self.step = step
        self.place = place
        self.expected = expected
        self.actual = actual
        self.file = file
        self.line = line
    }

    /// The finding as one sentence: place, expected and actual.
    public var sentence: String { "\(place): expected \(expected), got \(actual) (\(step))" }
}

/// The content of a message as a report keeps it.
public struct BodyRecord: Sendable, Hashable, Codable {
    /// The content, cut to a limit; in base64 when it is not text.
    public var text: String
    /// Whether `text` is base64.
    public var isBase64: Bool
    /// The true size in bytes, also when `text` was cut.
    public var size: Int
    /// Whether `text` holds less than the whole content.
    public var isCut: Bool
    /// SHA-256 in hexadecimal of the whole content as it was, when `text` holds less.
    public var sha256: String?

    /// Makes a record of content.
    public init(text: String, isBase64: Bool = false, size: Int, isCut: Bool = false, sha256: String? = nil) {
        self.text = text
        self.isBase64 = isBase64
        self.size = size
        self.isCut = isCut
        self.sha256 = sha256
    }
}
