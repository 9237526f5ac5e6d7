extension Expectation {
    /// The statements in words: clauses that follow on "expect that".
    public var clauses: [String] { assertions.flatMap(\.clauses) }

    /// The names of the members of the content that the statements look at.
    public var members: Set<String> { assertions.reduce(into: []) { $0.formUnion($1.members) } }
}
