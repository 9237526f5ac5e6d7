/// `at`: what JSONPath expressions (RFC 9535) select has shapes.
public struct AtAssertion: Assertion {
    /// The key `at`.
    public static let key = "at"
    /// One node, several, and none.
    public static let examples = [
        AssertionExample("at: {'$.a[*].n': <integer>}", body: #"{"a": [{"n": 1}, {"n": 2}]}"#, .holds),
        AssertionExample("at: {'$.a[*].n': <integer>}", body: #"{"a": [{"n": 1}, {"n": "2"}]}"#, .broken),
        AssertionExample("at: {'$.a[?@.n == 3]': <object>}", body: #"{"a": [{"n": 1}]}"#, .broken),
        AssertionExample("at: {$.b: <absent>}", body: "{}", .holds),
        AssertionExample("at: {$.b: {<each>: 1}}", body: #"{"b": []}"#, .undecidable),
    ]

    private struct Place: Sendable {
        let path: Template
        let compiled: JSONPath?
        let shape: Shape
        let location: Location
    }

    private let places: [Place]

    /// Reads a map from paths to shapes.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        guard let entries = node.entries, !entries.isEmpty else {
            throw Diagnostic(
                "type", "'at' takes a map of JSONPaths, not \(node.kind)", at: node.location, length: node.width)
        }
        var places: [Place] = []
        for entry in entries {
            let shape = reader.shapes.inner(entry.value)
            do throws(TemplateError) {
                let path = try Template(entry.key)
                let compiled = path.constant == nil ? nil : try JSONPath(contract: entry.key)
                places.append(Place(path: path, compiled: compiled, shape: shape, location: entry.keyLocation))
            } catch {
                reader.shapes.mistakes.add(Diagnostic(error, at: entry.keyNode))
            }
        }
        self.places = places
    }

    /// Sees every node that is selected; a path that selects none is broken unless absence is what was expected.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        var result: [Observation] = []
        for place in places {
            switch answer.document(for: Self.key, place.location) {
            case .failure(let refusal): return refusal.observations
            case .success(let document):
                let path = try place.path.text(values)
                let compiled = if let compiled = place.compiled { compiled } else { try JSONPath(contract: path) }
                let nodes: [JSONPath.Node]
                do {
                    nodes = try compiled.select(from: document.value)
                } catch {
                    result.append(
                        Observation(
                            .undecidable, Self.key, at: "body \(path)", expected: "an answer small enough to search",
                            actual: error.description, place.location))
                    continue
                }
                if nodes.isEmpty, let mismatch = try place.shape.mismatches(in: nil, values).first {
                    result.append(
                        Observation(
                            .broken, Self.key, at: "body \(path)", expected: mismatch.expected,
                            actual: "nothing selected in \(Words.of(document.value))", place.location))
                    continue
                }
                var mismatches: [Mismatch] = []
                for node in nodes { mismatches += try place.shape.mismatches(in: node.value, at: node.path, values) }
                if mismatches.isEmpty {
                    result.append(
                        Observation(
                            .holds, Self.key, at: "body \(path)", expected: "as stated", actual: "the same",
                            place.location))
                }
                result += mismatches.map { Observation($0, Self.key) }
            }
        }
        return result
    }

    /// What is said of the nodes that each path selects.
    public var clauses: [String] { places.flatMap { $0.shape.statements(of: "\($0.path.source)") } }

    /// The names that stand in the paths, and the members of the shapes.
    public var members: Set<String> {
        places.reduce(into: []) { names, place in
            names.formUnion(place.shape.memberNames)
            let letters = place.path.source.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
            names.formUnion(letters.map(String.init))
        }
    }

    /// The expressions in paths and shapes.
    public var expressions: [Expression] { places.flatMap { $0.path.expressions + $0.shape.expressions } }
}

extension JSONPath {
    /// Reads a path of a contract file, with mistakes as template errors.
    init(contract text: String) throws(TemplateError) {
        do {
            try self.init(text)
        } catch {
            throw TemplateError(code: "jsonpath", message: "'\(text)' is not a JSONPath: \(error)")
        }
    }
}
