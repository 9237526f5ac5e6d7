/// `<none>`: no element matches; an empty list has none.
struct NoneMatcher: Matcher {
    static let key = "none"
    static let examples = [
        MatcherExample("{<none>: 3}", "[1, 2]", .holds),
        MatcherExample("{<none>: 2}", "[1, 2]", .broken),
        MatcherExample("{<none>: 2}", "[]", .holds),
        MatcherExample("{<none>: {<each>: 1}}", "[[2], []]", .undecidable),
        MatcherExample("{<none>: 2}", "2", .broken),
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
            var undecided: [Mismatch] = []
            for (index, element) in elements.enumerated() {
                let place = path.appending(.index(index))
                switch try shape.outcome(for: element, values) {
                case .broken: continue
                case .holds:
                    return [Mismatch(place, expected: "no element like this", actual: Words.of(element), at: location)]
                case .undecidable:
                    undecided.append(
                        Mismatch(
                            place, expected: "something to tell by", actual: Words.of(element), isUndecidable: true,
                            at: location))
                }
            }
            return Array(undecided.prefix(1))
        }
    }
}
