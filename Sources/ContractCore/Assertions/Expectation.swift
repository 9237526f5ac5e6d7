/// Statements about one answer, all of which must hold.
public struct Expectation: Sendable {
    /// The statements.
    public let assertions: [any Assertion]
    /// Where the expectation stands.
    public let location: Location
    /// Where the statements stand; elsewhere when they were read where another expectation says the same.
    private let origin: Location

    init(assertions: [any Assertion], location: Location) {
        self.init(assertions: assertions, location: location, origin: location)
    }

    private init(assertions: [any Assertion], location: Location, origin: Location) {
        self.assertions = assertions
        self.location = location
        self.origin = origin
    }

    /// The same expectation where it stands a second time, word for word.
    func moved(to place: Location) -> Expectation {
        Expectation(assertions: assertions, location: place, origin: origin)
    }

    /// What the statements see in an answer.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        var observations: [Observation] = []
        observations.reserveCapacity(assertions.count)
        for place in assertions.indices { observations += try assertions[place].judge(answer, values) }
        guard origin != location else { return observations }
        for place in observations.indices {
            observations[place].location.move(from: origin, to: location)
        }
        return observations
    }

    /// Whether every statement was seen to hold.
    public func holds(for answer: Answer, _ values: ValueLookup) throws(TemplateError) -> Bool {
        let observations = try judge(answer, values)
        return Self.outcome(of: observations) == .holds
    }

    /// What observations amount to: one that is broken outranks any that tells nothing, and none at all tell nothing.
    public static func outcome(of observations: [Observation]) -> Finding.Outcome {
        let places = observations.indices
        if places.contains(where: { observations[$0].outcome == .broken }) { return .broken }
        return !places.isEmpty && places.allSatisfy { observations[$0].outcome == .holds } ? .holds : .undecidable
    }

    /// Whether a statement names this very status code; a class such as `4xx` names none.
    public func names(status: Int) -> Bool {
        assertions.contains { $0.names(status: status) }
    }

    /// The expressions in the statements.
    public var expressions: [Expression] { assertions.flatMap(\.expressions) }

    /// The declared files whose bytes are compared.
    var files: Set<String> {
        assertions.reduce(into: []) { $0.formUnion($1.files) }
    }

    /// The requests whose answers must be the same before and after.
    public var observed: [RequestTemplate] {
        var requests: [RequestTemplate] = []
        for place in assertions.indices {
            let own = assertions[place].observed
            // To add nothing to an empty list takes memory all the same.
            if !own.isEmpty { requests += own }
        }
        return requests
    }
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
    private let known: ExpectationCache

    /// Makes a reader.
    public init(shapes: ShapeReader = ShapeReader(), outcomes: [String: LocatedNode] = [:], state: [LocatedNode] = []) {
        self.init(shapes: shapes, outcomes: outcomes, state: state, known: ExpectationCache())
    }

    init(shapes: ShapeReader, outcomes: [String: LocatedNode], state: [LocatedNode], known: ExpectationCache) {
        self.shapes = shapes
        self.outcomes = outcomes
        self.state = state
        self.known = known
    }

    /// Reads an expectation: a map of statements, or the name of an outcome.
    ///
    /// A mistake in one statement is noted under `mistakes`, so that those beside it are read as well.
    public mutating func read(_ node: LocatedNode) throws(Diagnostic) -> Expectation {
        // What is observed of the state stands elsewhere.
        guard state.isEmpty else { return try readAnew(node) }
        if let known = known.expectation(of: node) { return known }
        let (mistakes, named) = (shapes.mistakes.all.count, shapes.namedContent)
        let expectation = try readAnew(node)
        // Mistakes are told at each place, and what names stand for is somewhere else.
        if shapes.mistakes.all.count == mistakes, shapes.namedContent == named {
            known.keep(expectation, of: node)
        }
        return expectation
    }

    private mutating func readAnew(_ node: LocatedNode) throws(Diagnostic) -> Expectation {
        try shapes.budget.spend(at: node)
        if let name = node.text { return try outcome(named: name, node) }
        guard let entries = node.entries, !entries.isEmpty else {
            throw Diagnostic(
                "type", "an expectation must be a map or the name of an outcome, not \(node.kind)", at: node.location,
                length: node.width)
        }
        for entry in entries where Assertions.byKey[entry.key] == nil {
            shapes.mistakes.add(
                Diagnostic(
                    "unknown-assertion", "unknown assertion '\(entry.key)'", at: entry.keyLocation,
                    length: entry.keyNode.width,
                    hint: Suggestion.hint(for: entry.key, among: Array(Assertions.byKey.keys))))
        }
        var assertions: [any Assertion] = []
        for type in Assertions.all {
            guard let entry = entries.first(where: { $0.key == type.key }) else { continue }
            do throws(Diagnostic) {
                assertions.append(try type.init(entry.value, &self))
            } catch {
                shapes.mistakes.add(error)
            }
        }
        return Expectation(assertions: assertions, location: node.location)
    }

    /// The mistakes in what was read so far, but for those that were thrown.
    public var mistakes: [Diagnostic] { shapes.mistakes.all }

    private mutating func outcome(named name: String, _ node: LocatedNode) throws(Diagnostic) -> Expectation {
        guard let outcome = outcomes[name] else {
            throw Diagnostic(
                "unknown-outcome", "no outcome is called '\(name)'", at: node.location, length: node.width,
                hint: Suggestion.hint(for: name, among: Array(outcomes.keys)))
        }
        guard !open.contains(name) else {
            throw Diagnostic(
                "outcome-cycle", "the outcome '\(name)' contains itself", at: node.location, length: node.width)
        }
        open.append(name)
        defer { open.removeLast() }
        shapes.namedContent.join(Revision(outcome))
        return Expectation(assertions: try read(outcome).assertions, location: node.location)
    }
}
