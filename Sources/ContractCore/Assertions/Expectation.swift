/// Statements about one answer, all of which must hold.
public struct Expectation: Sendable {
    /// The statements.
    public let assertions: [any Assertion]
    /// Where the statements stand.
    public let location: Location
    /// Where they were read: elsewhere when another expectation says the same.
    private let origin: Location

    init(assertions: [any Assertion], location: Location) {
        self.init(assertions: assertions, location: location, origin: location)
    }

    private init(assertions: [any Assertion], location: Location, origin: Location) {
        self.assertions = assertions
        self.location = location
        self.origin = origin
    }

    /// The same expectation as part of what begins at one place, and stands a second time at another.
    func moved(from first: Location, to place: Location) -> Expectation {
        Expectation(assertions: assertions, location: location.moved(from: first, to: place), origin: origin)
    }

    /// What the statements see in an answer.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        var observations: [Observation] = []
        observations.reserveCapacity(assertions.count)
        for place in assertions.indices { observations += try assertions[place].judge(answer, values) }
        guard origin != location else { return observations }
        for place in observations.indices {
            observations[place].location = observations[place].location.moved(from: origin, to: location)
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
        var names: Set<String> = []
        addFiles(to: &names)
        return names
    }

    /// Adds the declared files whose bytes are compared.
    func addFiles(to names: inout Set<String>) {
        for assertion in assertions {
            let files = assertion.files
            if !files.isEmpty { names.formUnion(files) }
        }
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
    private let known: WordingCache<ReadExpectation>

    /// Makes a reader.
    public init(shapes: ShapeReader = ShapeReader(), outcomes: [String: LocatedNode] = [:], state: [LocatedNode] = []) {
        self.init(shapes: shapes, outcomes: outcomes, state: state, known: WordingCache())
    }

    init(
        shapes: ShapeReader, outcomes: [String: LocatedNode], state: [LocatedNode],
        known: WordingCache<ReadExpectation>
    ) {
        self.shapes = shapes
        self.outcomes = outcomes
        self.state = state
        self.known = known
    }

    /// Reads an expectation: a map of statements, or the name of an outcome.
    ///
    /// A mistake in one statement is noted under `mistakes`, so that those beside it are read as well.
    public mutating func read(_ node: LocatedNode) throws(Diagnostic) -> Expectation {
        // What is observed of the state depends on the operation.
        guard state.isEmpty else { return try readAnew(node) }
        switch known.ask(node) {
        case .known(let read, let place):
            shapes.namedContent.add(read.namedContent)
            return read.expectation.moved(from: place, to: node.location)
        case .unknown(let digest, let isSecond):
            let before = shapes.namedContent
            shapes.namedContent = NamedContent()
            defer { shapes.namedContent.add(before) }
            let expectation = try readAnew(node)
            // Mistakes are told at each place. What names stand for does not move, which shows by its file.
            if isSecond, shapes.mistakes.all.isEmpty, !shapes.namedContent.stands(inFileOf: node.location) {
                known.keep(
                    ReadExpectation(expectation: expectation, namedContent: shapes.namedContent), of: node,
                    digest: digest)
            }
            return expectation
        }
    }

    private mutating func readAnew(_ node: LocatedNode) throws(Diagnostic) -> Expectation {
        try shapes.budget.spend(at: node)
        if let name = node.text { return try outcome(named: name, node) }
        guard let entries = node.entries, !entries.isEmpty else {
            throw Diagnostic(
                "type", "an expectation must be a map or the name of an outcome, not \(node.kind)", at: node.location,
                length: node.width)
        }
        for place in entries.indices where !Assertions.keys.contains(entries[place].key) {
            let entry = entries[place]
            shapes.mistakes.add(
                Diagnostic(
                    "unknown-assertion", "unknown assertion '\(entry.key)'", at: entry.keyLocation,
                    length: entry.keyNode.width,
                    hint: Suggestion.hint(for: entry.key, among: Assertions.all.map { $0.key })))
        }
        var assertions: [any Assertion] = []
        assertions.reserveCapacity(entries.count)
        for type in Assertions.all {
            guard let place = entries.place(of: type.key) else { continue }
            do throws(Diagnostic) {
                assertions.append(try type.init(entries[place].value, &self))
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
        shapes.namedContent.add(outcome)
        return try read(outcome)
    }
}

/// An expectation that was read, with what its names stand for.
struct ReadExpectation: Sendable {
    let expectation: Expectation
    let namedContent: NamedContent
}
