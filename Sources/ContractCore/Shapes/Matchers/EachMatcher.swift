/// `<each>`: every element matches; an empty list decides nothing.
struct EachMatcher: Matcher {
    static let key = "each"
    static let examples = [
        MatcherExample("{<each>: <integer>}", "[1, 2]", .holds),
        MatcherExample("{<each>: <integer>}", #"[1, "2"]"#, .broken),
        MatcherExample("{<each>: <integer>}", "[]", .undecidable),
        MatcherExample("{<each>: <any>}", "{}", .broken),
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
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            if elements.isEmpty {
                return [
                    Mismatch(
                        path, expected: "elements to look at", actual: "an empty list", isUndecidable: true,
                        at: location)
                ]
            }
            var result: [Mismatch] = []
            for (index, element) in elements.enumerated() {
                result += try shape.mismatches(in: element, at: path.appending(.index(index)), values)
                if result.count > 20 { break }
            }
            return result
        }
    }
}
