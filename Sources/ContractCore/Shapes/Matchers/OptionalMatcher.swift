/// `<optional>`: the value is absent or matches.
struct OptionalMatcher: Matcher {
    static let key = "optional"
    static let examples = [
        MatcherExample("{n: {<optional>: <integer>}}", "{}", .holds),
        MatcherExample("{n: {<optional>: <integer>}}", #"{"n": 1}"#, .holds),
        MatcherExample("{n: {<optional>: <integer>}}", #"{"n": null}"#, .broken),
    ]
    let shape: Shape
    var expressions: [Expression] { shape.expressions }

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shape = reader.inner(node)
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        value == nil ? [] : try shape.mismatches(in: value, at: path, values)
    }
}
