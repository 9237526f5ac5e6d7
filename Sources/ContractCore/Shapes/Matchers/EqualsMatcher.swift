/// `<equals>`: the very value, compared as JSON.
struct EqualsMatcher: Matcher {
    static let key = "equals"
    static let examples = [
        MatcherExample("{<equals>: {n: 1}}", #"{"n": 1.0}"#, .holds),
        MatcherExample("{<equals>: {n: 1}}", #"{"n": 1, "m": 2}"#, .broken),
        MatcherExample("{<equals>: <uuid>}", #""<uuid>""#, .holds),
    ]
    let expected: ValueTemplate
    var expressions: [Expression] { expected.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        expected = try ValueTemplate(node)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        Shape.equal(value, try expected.value(values), at: path, location)
    }
}
