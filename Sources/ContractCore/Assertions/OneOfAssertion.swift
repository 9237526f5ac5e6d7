/// `one of`: one of several expectations holds.
public struct OneOfAssertion: Assertion {
    /// The key `one of`.
    public static let key = "one of"
    /// Either of two answers, and neither.
    public static let examples = [
        AssertionExample("one of: [{status: 204}, {status: 200, json: {}}]", status: 200, body: "{}", .holds),
        AssertionExample("one of: [{status: 204}, {status: 200, json: {}}]", status: 200, body: "", .broken),
        AssertionExample("one of: [{status: 204}, {json: {<each>: 1}}]", body: "[]", .undecidable),
    ]

    private let alternatives: [Expectation]
    private let location: Location

    /// Reads a list of expectations.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        guard let elements = node.elements, !elements.isEmpty else {
            throw Diagnostic(
                "type", "'one of' takes a list of expectations, not \(node.kind)", at: node.location, length: node.width
            )
        }
        var alternatives: [Expectation] = []
        for element in elements {
            do throws(Diagnostic) {
                alternatives.append(try reader.read(element))
            } catch {
                reader.shapes.mistakes.add(error)
            }
        }
        self.alternatives = alternatives
        location = node.location
    }

    /// Sees whether any alternative holds, and else what kept each from holding.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        var expected: [String] = []
        var actual: [String] = []
        var isUndecidable = false
        for alternative in alternatives {
            let observations = try alternative.judge(answer, values)
            let misses = observations.filter { $0.outcome != .holds }
            let outcome = Expectation.outcome(of: observations)
            if outcome == .holds {
                return [
                    Observation(
                        .holds, Self.key, at: "answer", expected: "one of several", actual: "one of them", location)
                ]
            }
            if outcome == .undecidable { isUndecidable = true }
            if let first = misses.first {
                expected.append("\(first.place) \(first.expected)")
                if !actual.contains(first.actual) { actual.append(first.actual) }
            }
        }
        return [
            Observation(
                isUndecidable ? .undecidable : .broken, Self.key, at: "answer",
                expected: expected.joined(separator: ", or "),
                actual: actual.joined(separator: "; "), location)
        ]
    }

    /// Whether an alternative names the status code.
    public func names(status: Int) -> Bool { alternatives.contains { $0.names(status: status) } }
    /// The expressions in the alternatives.
    public var expressions: [Expression] { alternatives.flatMap(\.expressions) }
    /// The files that an alternative compares.
    public var files: Set<String> { alternatives.reduce(into: []) { $0.formUnion($1.files) } }
    /// The requests that an alternative compares.
    public var observed: [RequestTemplate] { alternatives.flatMap(\.observed) }
    /// The alternatives, in one clause.
    public var clauses: [String] {
        [alternatives.map { $0.clauses.joined(separator: " and ") }.joined(separator: "; or else ")]
    }
    /// The members that any alternative looks at.
    public var members: Set<String> { alternatives.reduce(into: []) { $0.formUnion($1.members) } }
}
