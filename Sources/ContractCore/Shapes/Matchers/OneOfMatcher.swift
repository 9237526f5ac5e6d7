/// `<one of>`: one of the shapes matches.
struct OneOfMatcher: Matcher {
    static let key = "one of"
    static let examples = [
        MatcherExample("{<one of>: [1, 2]}", "2", .holds),
        MatcherExample("{<one of>: [1, 2]}", "3", .broken),
        MatcherExample("{<one of>: [{<each>: 1}, 2]}", "[]", .undecidable),
    ]
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        shapes = try reader.shapes(node, of: Self.key)
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        var expected: [String] = []
        var isUndecidable = false
        for shape in shapes {
            let found = try shape.mismatches(in: value, at: path, values)
            if found.isEmpty { return [] }
            if found.allSatisfy(\.isUndecidable) { isUndecidable = true }
            expected += found.prefix(1).map(\.expected)
        }
        return [
            Mismatch(
                path, expected: expected.joined(separator: " or "), actual: Words.of(value),
                isUndecidable: isUndecidable,
                at: location)
        ]
    }
}
