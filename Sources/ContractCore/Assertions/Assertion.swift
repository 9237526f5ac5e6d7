/// One kind of statement about an answer, written as a key under `expect`.
public protocol Assertion: Sendable {
    /// The key that introduces it in a contract.
    static var key: String { get }
    /// Contract text and answers that show when it holds and when it does not; run as tests.
    static var examples: [AssertionExample] { get }
    /// Reads what stands under the key.
    init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic)
    /// What it sees in an answer.
    func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation]
    /// Whether it names this very status code as one that holds.
    func names(status: Int) -> Bool
    /// The expressions in it, for checks before anything runs.
    var expressions: [Expression] { get }
    /// The declared files whose bytes it compares.
    var files: Set<String> { get }
    /// The requests whose answers it compares before and after the step.
    var observed: [RequestTemplate] { get }
    /// What it states, in words: clauses that follow on "expect that".
    var clauses: [String] { get }
    /// The names of the members of the content that it looks at.
    var members: Set<String> { get }
}

extension Assertion {
    /// Statements that are not about the status name none.
    public func names(status: Int) -> Bool { false }
    /// Most statements have no expressions outside shapes.
    public var expressions: [Expression] { [] }
    /// Most statements compare no file.
    public var files: Set<String> { [] }
    /// Most statements compare nothing.
    public var observed: [RequestTemplate] { [] }
    /// Most statements are not about members of the content.
    public var members: Set<String> { [] }
}

/// The list of all assertions; adding one is a file and a line.
public enum Assertions {
    /// Every kind of assertion, in the order in which they are judged.
    public static let all: [any Assertion.Type] = [
        StatusAssertion.self, HeadersAssertion.self, BodyAssertion.self, JSONAssertion.self, AtAssertion.self,
        UnchangedAssertion.self, WithinAssertion.self, OneOfAssertion.self,
    ]
    static let keys = KeySet(all.map { $0.key })
}

/// What one assertion saw at one place.
public struct Observation: Sendable, Hashable {
    /// What it found out.
    public var outcome: Finding.Outcome
    /// The key of the assertion.
    public var assertion: String
    /// Where it looked.
    public var place: String
    /// What was expected, in words.
    public var expected: String
    /// What was there, in words.
    public var actual: String
    /// The line of the contract that states it.
    public var location: Location

    init(
        _ outcome: Finding.Outcome, _ assertion: String, at place: String, expected: String, actual: String,
        _ location: Location
    ) {
        self.outcome = outcome
        self.assertion = assertion
        self.place = place
        self.expected = expected
        self.actual = actual
        self.location = location
    }
}

/// An answer and what an assertion sees in it.
public struct AssertionExample: Sendable {
    /// The YAML under `expect`.
    public let expect: String
    /// The answer.
    public let response: WireResponse
    /// How long the answer took, in seconds.
    public let seconds: Double
    /// What an observed request was answered before and after.
    public let states: (before: WireResponse, after: WireResponse)?
    /// What the expectation as a whole finds out.
    public let outcome: Finding.Outcome

    /// Makes an example of a status, header lines and a text as content.
    public init(
        _ expect: String, status: Int = 200, headers: HeaderLines = HeaderLines(), body: String = "",
        seconds: Double = 0,
        states: (before: WireResponse, after: WireResponse)? = nil, _ outcome: Finding.Outcome
    ) {
        self.expect = expect
        response = WireResponse(status: status, headers: headers, body: Array(body.utf8))
        self.seconds = seconds
        self.states = states
        self.outcome = outcome
    }

    /// The text that the declared file `a file` has in examples.
    public static let fileText = "the bytes of a file"

    /// The answer to judge.
    public var answer: Answer {
        Answer(
            response: response, seconds: seconds, files: ["a file": Array(Self.fileText.utf8)],
            observed: states.map { [("GET /state", $0.before, $0.after)] } ?? [])
    }
}

/// A response with what assertions need of it, read at most once.
public final class Answer {
    /// The response.
    public let response: WireResponse
    /// How long it took, in seconds.
    public let seconds: Double
    /// The bytes of declared files that may be compared, by name.
    public let files: [String: [UInt8]]
    /// Answers to the observed requests before and after, by request.
    public let observed: [(request: String, before: WireResponse, after: WireResponse)]
    private let given: JSONValue?
    private var read: Result<JSONDocument, JSONReadError>?

    /// Makes an answer; `json` stands instead of the content where several answers were put together.
    public init(
        response: WireResponse, seconds: Double = 0, json: JSONValue? = nil, files: [String: [UInt8]] = [:],
        observed: [(request: String, before: WireResponse, after: WireResponse)] = []
    ) {
        self.response = response
        self.seconds = seconds
        self.files = files
        self.observed = observed
        given = json
    }

    /// The content as JSON.
    public var json: Result<JSONDocument, JSONReadError> {
        if let given { return .success(JSONDocument(value: given)) }
        if let read { return read }
        let result = Result { () throws(JSONReadError) in try JSONReader.read(response.body) }
        read = result
        return result
    }

    /// The most bytes of content that a message quotes.
    private static let quotedBytes = 120

    /// The content in a few words, for messages: JSON with its blanks drawn together, anything else between quotes.
    var bodyWords: String {
        guard !response.body.isEmpty else { return "an empty body" }
        let kind = response.headers["Content-Type"] ?? "a body"
        var text = String(decoding: response.body.prefix(Self.quotedBytes), as: UTF8.self)
        let isCut = response.body.count > Self.quotedBytes
        // A character that was cut in two.
        while isCut, text.hasSuffix("\u{FFFD}") { text.removeLast() }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isJSON = ["{", "["].contains { words.hasPrefix($0) }
        return "\(kind) \(isJSON ? words : Words.of(.string(text)))\(isCut ? "…" : "")"
    }
}
