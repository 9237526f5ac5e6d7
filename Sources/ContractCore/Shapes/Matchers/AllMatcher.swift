/// `<all>`: all of the shapes match.
struct AllMatcher: Matcher {
    static let key = "all"
    static let examples = [
        MatcherExample("{<all>: [<integer>, {<not>: 2}]}", "1", .holds),
        MatcherExample("{<all>: [<integer>, {<not>: 2}]}", "2", .broken),
        MatcherExample("{<all>: [<array>, {<each>: 2}]}", "[]", .undecidable),
    ]
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shapes = try reader.shapes(node, of: Self.key)
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        try Shape.all(shapes).mismatches(in: value, at: path, values)
    }
}
