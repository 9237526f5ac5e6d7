/// Statements about one answer, all of which must hold.
public struct Expectation: Sendable {
    /// The statements.
    public let assertions: [any Assertion]
    /// Where the expectation stands.
    public let location: Location

    /// What the statements see in an answer.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        var observations: [Observation] = []
        for assertion in assertions { observations += try assertion.judge(answer, values) }
        return observations
    }

    /// Whether every statement was seen to hold.
    public func holds(for answer: Answer, _ values: ValueLookup) throws(TemplateError) -> Bool {
        let observations = try judge(answer, values)
        return !observations.isEmpty && observations.allSatisfy { $0.outcome == .holds }
    }

    /// Whether an answer of that status could satisfy the statements.
    public func accepts(status: Int) -> Bool {
        assertions.allSatisfy { $0.accepts(status: status) }
    }

    /// The expressions in the statements.
    public var expressions: [Expression] { assertions.flatMap(\.expressions) }

    /// The requests whose answers must be the same before and after.
    public var observed: [RequestTemplate] { assertions.flatMap(\.observed) }
}

/// Reads expectations, with the outcomes, shapes and state requests known where they stand.
public struct ExpectationReader: Sendable {
    /// Reads shapes.
    public var shapes: ShapeReader
    /// Named outcomes of the vocabulary.
    public let outcomes: [String: LocatedNode]
    /// Requests that show the state an operation may change.
    public let state: [LocatedNode]
    private var open: [String] = []

    /// Makes a reader.
    public init(shapes: ShapeReader = ShapeReader(), outcomes: [String: LocatedNode] = [:], state: [LocatedNode] = []) {
        self.shapes = shapes
        self.outcomes = outcomes
        self.state = state
    }

    /// Reads an expectation: a map of statements, or the name of an outcome.
    public mutating func read(_ node: LocatedNode) throws(Diagnostic) -> Expectation {
        try shapes.budget.spend(at: node)
        if let name = node.text {
            guard let outcome = outcomes[name], !open.contains(name) else {
                throw Diagnostic(
                    "unknown-outcome", "no outcome is called '\(name)'", at: node.location, length: node.width,
                    hint: Suggestion.hint(for: name, among: Array(outcomes.keys)))
            }
            open.append(name)
            defer { open.removeLast() }
            let expectation = try read(outcome)
            return Expectation(assertions: expectation.assertions, location: node.location)
        }
        guard let entries = node.entries, !entries.isEmpty else {
            throw Diagnostic(
                "type", "an expectation must be a map or the name of an outcome, not \(node.kind)", at: node.location,
                length: node.width)
        }
        for entry in entries where Assertions.byKey[entry.key] == nil {
            throw Diagnostic(
                "unknown-assertion", "unknown assertion '\(entry.key)'", at: entry.keyLocation,
                length: entry.key.unicodeScalars.count,
                hint: Suggestion.hint(for: entry.key, among: Array(Assertions.byKey.keys)))
        }
        var assertions: [any Assertion] = []
        for type in Assertions.all {
            if let entry = entries.first(where: { $0.key == type.key }) {
                assertions.append(try type.init(entry.value, &self))
            }
        }
        return Expectation(assertions: assertions, location: node.location)
    }
}
