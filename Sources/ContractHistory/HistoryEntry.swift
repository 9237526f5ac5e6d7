public import ContractCore

/// One line of the list of runs.
public struct HistoryEntry: Sendable, Hashable {
    /// The number of the run in the history.
    public var number: Int
    /// How the run was made.
    public var run: RunFacts
    /// The statement about the target.
    public var conformance: Conformance
    /// How many rules hold.
    public var held: Int
    /// How many rules hold or are broken.
    public var decided: Int
    /// How fast the target answered.
    public var latency: LatencyFacts
}
