/// An earlier try of a case that was repeated, kept so that no repetition hides a failure.
public struct Attempt: Sendable, Hashable, Codable {
    /// What this try found out.
    public var verdict: Verdict
    /// The sentence that explains it.
    public var reason: String?
    /// The stable word for the kind of reason.
    public var code: String?
    /// How long it took, in seconds.
    public var seconds: Double

    /// Makes an attempt.
    public init(verdict: Verdict, reason: String? = nil, code: String? = nil, seconds: Double = 0) {
        self.verdict = verdict
        self.reason = reason
        self.code = code
        self.seconds = seconds
    }
}

extension CaseResult {
    /// Whether tries of the very same case found out different things.
    public var isFlaky: Bool { attempts?.contains { $0.verdict != verdict } ?? false }
}
