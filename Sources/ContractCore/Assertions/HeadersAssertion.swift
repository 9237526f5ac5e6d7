/// `headers`: the values of header fields have shapes.
public struct HeadersAssertion: Assertion {
    /// The key `headers`.
    public static let key = "headers"
    /// A value, a hole and an absent field.
    public static let examples = [
        AssertionExample(
            "headers: {Location: <absolute URL>}", status: 307, headers: ["location": "https://a.example/b"], .holds),
        AssertionExample("headers: {Location: <absolute URL>}", status: 307, headers: ["Location": "/b"], .broken),
        AssertionExample("headers: {Location: <string>}", .broken),
        AssertionExample("headers: {Retry-After: <absent>}", .holds),
        AssertionExample("headers: {X: one}", headers: ["X": "two", "x": "one"], .holds),
    ]

    private let fields: [(name: String, shape: Shape, location: Location)]

    /// Reads a map from field names to shapes.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        guard let entries = node.entries, !entries.isEmpty else {
            throw Diagnostic(
                "type", "'headers' takes a map of field names, not \(node.kind)", at: node.location, length: node.width)
        }
        var fields: [(String, Shape, Location)] = []
        fields.reserveCapacity(entries.count)
        for entry in entries { fields.append((entry.key, reader.shapes.inner(entry.value), entry.keyLocation)) }
        self.fields = fields
    }

    /// Sees each named field; of repeated fields any one may have the shape.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        var result: [Observation] = []
        for field in fields {
            let lines = answer.response.headers.values(of: field.name)
            var mismatch: Mismatch?
            if lines.isEmpty { mismatch = try field.shape.mismatches(in: nil, values).first }
            for line in lines {
                mismatch = try field.shape.mismatches(in: .string(line), values).first
                if mismatch == nil { break }
            }
            result.append(
                Observation(
                    mismatch.map { $0.isUndecidable ? .undecidable : .broken } ?? .holds, Self.key,
                    at: "header \(field.name)",
                    expected: mismatch?.expected ?? "as stated",
                    actual: mismatch?.actual ?? (lines.count == 1 ? lines[0] : lines.joined(separator: ", ")),
                    field.location))
        }
        return result
    }

    /// What is said of each field.
    public var clauses: [String] { fields.flatMap { $0.shape.statements(of: "the header \($0.name)") } }
    /// The expressions in the shapes.
    public var expressions: [Expression] { fields.flatMap { $0.shape.expressions } }
}
