/// `<not>`: the shape does not match.
struct NotMatcher: Matcher {
    static let key = "not"
    static let examples = [
        MatcherExample("{<not>: 1}", "2", .holds),
        MatcherExample("{<not>: 1}", "1.0", .broken),
        MatcherExample("{<not>: {<each>: 1}}", "[]", .undecidable),
    ]
    let shape: Shape
    var expressions: [Expression] { shape.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shape = reader.inner(node)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        switch try shape.outcome(for: value, values) {
        case .broken: []
        case .holds: [Mismatch(path, expected: "something else", actual: Words.of(value), at: location)]
        case .undecidable:
            [
                Mismatch(
                    path, expected: "something to tell by", actual: Words.of(value), isUndecidable: true, at: location)
            ]
        }
    }
}
