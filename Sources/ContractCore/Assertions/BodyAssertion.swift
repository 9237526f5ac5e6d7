/// `body`: the content is empty, a text, contains a text, or is a declared file.
public struct BodyAssertion: Assertion {
    /// The key `body`.
    public static let key = "body"
    /// Nothing, a text, and a part of one.
    public static let examples = [
        AssertionExample("body: empty", status: 204, .holds),
        AssertionExample("body: empty", body: "{}", .broken),
        AssertionExample("body: hello", body: "hello", .holds),
        AssertionExample("body: {contains: ell}", body: "hello", .holds),
        AssertionExample("body: {contains: ELL}", body: "hello", .broken),
        AssertionExample("body: {file: a file}", body: AssertionExample.fileText, .holds),
        AssertionExample("body: {file: a file}", body: "other bytes", .broken),
        AssertionExample("body: {file: another file}", body: "bytes", .undecidable),
    ]

    private enum Kind: Sendable {
        case empty
        case text(Template)
        case contains(Template)
        case file(String)
    }

    private let kind: Kind
    private let location: Location

    /// Reads `empty`, a text, `{contains: text}` or `{file: name}`.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        location = node.location
        do throws(TemplateError) {
            if let text = node.text {
                kind = text == "empty" ? .empty : .text(try Template(text))
            } else if let text = node["contains"]?.text, node.entries?.count == 1 {
                kind = .contains(try Template(text))
            } else if let name = node["file"]?.text, node.entries?.count == 1 {
                kind = .file(name)
            } else {
                throw TemplateError(
                    code: "type", message: "'body' cannot be \(node.kind) like this",
                    hint: "write 'empty', a text, {contains: text} or {file: name}")
            }
        } catch {
            throw Diagnostic(error, at: node)
        }
    }

    /// Sees the bytes of the content.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        let body = answer.response.body
        let (holds, expected): (Bool, String)
        switch kind {
        case .empty: (holds, expected) = (body.isEmpty, "an empty body")
        case .text(let template):
            let text = try template.text(values)
            (holds, expected) = (body == Array(text.utf8), "the body \(Words.of(.string(text)))")
        case .contains(let template):
            let text = try template.text(values)
            (holds, expected) = (
                body.firstRange(of: Array(text.utf8)) != nil, "a body that contains \(Words.of(.string(text)))"
            )
        case .file(let name):
            guard let bytes = answer.files[name] else {
                return [
                    Observation(
                        .undecidable, Self.key, at: "body", expected: "the bytes of the file '\(name)'",
                        actual: "no bytes to compare with", location)
                ]
            }
            (holds, expected) = (body == bytes, "the \(bytes.count) bytes of the file '\(name)'")
        }
        let actual =
            holds
            ? "the same"
            : answer.response.bodySize > 120
                ? "\(answer.response.bodySize) bytes: \(answer.bodyWords)" : answer.bodyWords
        return [
            Observation(holds ? .holds : .broken, Self.key, at: "body", expected: expected, actual: actual, location)
        ]
    }

    /// What the content is.
    public var clauses: [String] {
        switch kind {
        case .empty: ["the body is empty"]
        case .text(let template): ["the body is the text \(template.words)"]
        case .contains(let template): ["the body contains the text \(template.words)"]
        case .file(let name): ["the body is, byte for byte, the file '\(name)'"]
        }
    }

    /// The expressions in the text.
    public var expressions: [Expression] {
        switch kind {
        case .text(let template), .contains(let template): template.expressions
        case .empty, .file: []
        }
    }

    /// The file whose bytes are compared.
    public var files: Set<String> { if case .file(let name) = kind { [name] } else { [] } }
}
