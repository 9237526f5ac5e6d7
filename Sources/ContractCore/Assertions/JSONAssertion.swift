/// `json`: the content is JSON of a shape.
public struct JSONAssertion: Assertion {
    /// The key `json`.
    public static let key = "json"
    /// Objects that have more, lists that have not, and texts that are no JSON.
    public static let examples = [
        AssertionExample("json: {name: <string>}", body: #"{"name": "a", "more": 1}"#, .holds),
        AssertionExample("json: {name: <string>}", body: #"{"name": 1}"#, .broken),
        AssertionExample("json: {name: <absent>}", body: "{}", .holds),
        AssertionExample("json: [1, <integer>]", body: "[1.0, 2]", .holds),
        AssertionExample("json: [1]", body: "[1, 2]", .broken),
        AssertionExample("json: {list: {<each>: <integer>}}", body: #"{"list": []}"#, .undecidable),
        AssertionExample("json: {name: a}", body: #"{"name": "a", "name": "b"}"#, .broken),
        AssertionExample("json: {}", body: "<html>", .broken),
        AssertionExample(
            "json: {t: {<timestamp>: {after: 2025-01-01T00:00:00Z}}}", body: #"{"t":"2025-01-01T00:00:00.001Z"}"#,
            .holds),
    ]

    private let shape: Shape
    private let location: Location

    /// Reads a shape.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        shape = try reader.shapes.read(node)
        location = node.location
    }

    /// Sees the content, and every place in it that differs from the shape.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        let document: JSONDocument
        switch answer.document(for: Self.key, location) {
        case .failure(let refusal): return refusal.observations
        case .success(let read): document = read
        }
        let mismatches = try shape.mismatches(in: document.value, values)
        guard !mismatches.isEmpty else {
            return [Observation(.holds, Self.key, at: "body", expected: "as stated", actual: "the same", location)]
        }
        return mismatches.map { Observation($0, Self.key) }
    }

    /// The expressions in the shape.
    public var expressions: [Expression] { shape.expressions }
    /// What is said of each part of the content.
    public var clauses: [String] { ["the body is JSON"] + shape.statements() }
    /// The members of the shape.
    public var members: Set<String> { shape.memberNames }
}

/// Content that cannot be looked at as JSON, as observations.
struct Unreadable: Error {
    let observations: [Observation]
}

extension Answer {
    /// The content as JSON, or what is to be said when it is none or repeats a name.
    func document(for assertion: String, _ location: Location) -> Result<JSONDocument, Unreadable> {
        switch json {
        case .failure(let error):
            let actual = response.body.isEmpty ? "an empty body" : "\(bodyWords) (\(error.message), line \(error.line))"
            let outcome: Finding.Outcome = error.kind.isLimit ? .undecidable : .broken
            let observation = Observation(outcome, assertion, at: "body", expected: "JSON", actual: actual, location)
            return .failure(Unreadable(observations: [observation]))
        case .success(let document):
            guard let first = document.duplicates.first else { return .success(document) }
            let observation = Observation(
                .broken, assertion, at: "body \(first.path)", expected: "each name once",
                actual: "the name \(Words.of(.string(first.name))) more than once", location)
            return .failure(Unreadable(observations: [observation]))
        }
    }
}

extension Observation {
    init(_ mismatch: Mismatch, _ assertion: String) {
        self.init(
            mismatch.isUndecidable ? .undecidable : .broken, assertion, at: "body \(mismatch.path)",
            expected: mismatch.expected, actual: mismatch.actual, mismatch.location)
    }
}
