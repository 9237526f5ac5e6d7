/// `unchanged`: requests get the same answers before and after the step.
public struct UnchangedAssertion: Assertion {
    /// The key `unchanged`.
    public static let key = "unchanged"
    /// The same JSON in other bytes, other JSON, other bytes, and a state that cannot be looked at.
    public static let examples = [
        AssertionExample(
            "unchanged: [GET /state]", states: (state("{\"a\": 1, \"b\": 2}"), state("{\"b\":2,\"a\":1}")), .holds),
        AssertionExample("unchanged: [GET /state]", states: (state("{\"a\": 1}"), state("{\"a\": 2}")), .broken),
        AssertionExample(
            "unchanged: [GET /state]", states: (state("{\"a\": 1}"), state("{\"a\": 1}", status: 404)), .broken),
        AssertionExample("unchanged: [GET /state]", states: (state("text"), state("text.")), .broken),
        AssertionExample(
            "unchanged: [GET /state]", states: (state("{}", status: 404), state("{}", status: 404)), .undecidable),
        AssertionExample("unchanged: [GET /state]", .undecidable),
        // Content too long to be kept: its digest can show that it is the same, and not that it is other JSON.
        AssertionExample("unchanged: [GET /state]", states: (long("a1"), long("a1")), .holds),
        AssertionExample("unchanged: [GET /state]", states: (long("a1"), long("b2")), .undecidable),
        AssertionExample("unchanged: [GET /state]", states: (long("a1"), state("{}")), .undecidable),
    ]

    private static func state(_ text: String, status: Int = 200) -> WireResponse {
        WireResponse(status: status, body: Array(text.utf8))
    }

    private static func long(_ digest: String) -> WireResponse {
        WireResponse(status: 200, body: Array("{\"a\": 1".utf8), bodySize: 9_000_000, bodyDigest: digest)
    }

    /// The requests to compare.
    public let observed: [RequestTemplate]
    private let location: Location

    /// Reads a list of requests, or `true` for the requests of the operation's `state`.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        location = node.location
        let nodes: [LocatedNode]
        if case .bool(true) = node.json {
            nodes = reader.state
            for node in nodes { reader.shapes.namedContent.add(node) }
        } else if let elements = node.elements {
            nodes = elements
        } else {
            throw Diagnostic(
                "type", "'unchanged' must be true or a list of requests", at: node.location, length: node.width)
        }
        var observed: [RequestTemplate] = []
        for node in nodes { observed.append(try RequestTemplate(short: node)) }
        self.observed = observed
        guard !observed.isEmpty else {
            throw Diagnostic(
                "no-state", "there is no request to compare before and after", at: node.location, length: node.width,
                hint: "give the operation a 'state', or list the requests here")
        }
    }

    /// The requests that are compared.
    public var clauses: [String] { observed.map { "\($0.words) is answered as before the request" } }

    /// Sees the answers of both times: status and content.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        guard !answer.observed.isEmpty else {
            return [
                Observation(
                    .undecidable, Self.key, at: "state", expected: "answers to compare", actual: "none", location)
            ]
        }
        return answer.observed.map { observed in
            let place = "state \(observed.request)"
            guard observed.before.status < 300 else {
                return Observation(
                    .undecidable, Self.key, at: place, expected: "an answer to compare with",
                    actual: "\(observed.before.status)",
                    location)
            }
            let before = Answer(response: observed.before)
            let after = Answer(response: observed.after)
            var isSame: Bool? = false
            if observed.before.status == observed.after.status {
                isSame = observed.before.hasSameContent(as: observed.after)
                if isSame == false { isSame = before.isSameJSON(as: after) }
            }
            return Observation(
                isSame.map { $0 ? .holds : .broken } ?? .undecidable, Self.key, at: place,
                expected: "the same as before, \(observed.before.status) with \(before.bodyWords)",
                actual: "\(observed.after.status) with \(after.bodyWords)", location)
        }
    }
}

extension Answer {
    fileprivate func isSameJSON(as other: Answer) -> Bool {
        guard case .success(let left) = json, case .success(let right) = other.json else { return false }
        return left.value == right.value
    }
}
