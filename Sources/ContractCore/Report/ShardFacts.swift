/// Which part of a selection a run was, so that the parts can be brought together again and a missing one is noticed.
public struct ShardFacts: Sendable, Hashable, Codable {
    /// Which part, from one.
    public var index: Int
    /// Of how many.
    public var count: Int
    /// How many rules all parts have together.
    public var total: Int
    /// Where each rule of this part stands among all rules, from zero, in the order of the report's rules.
    public var positions: [Int]

    /// Makes the facts of a part.
    public init(index: Int, count: Int, total: Int, positions: [Int]) {
        self.index = index
        self.count = count
        self.total = total
        self.positions = positions
    }

    /// The facts of a part that holds some of the rules of a whole, both by their identifiers.
    public init(index: Int, count: Int, rules: [String], of whole: [String]) {
        let places = Dictionary(zip(whole, whole.indices)) { first, _ in first }
        self.init(index: index, count: count, total: whole.count, positions: rules.compactMap { places[$0] })
    }
}

/// The suite that a run took its rules from.
public struct SuiteFacts: Sendable, Hashable, Codable {
    /// The first word of every group.
    public var name: String
    /// The version that the suite file states, or nil.
    public var version: String?

    /// Makes the facts of a suite.
    public init(name: String, version: String? = nil) {
        self.name = name
        self.version = version
    }
}
