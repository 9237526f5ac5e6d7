/// `<contains>`: some element matches, or for a list of shapes: each is matched by some element.
struct ContainsMatcher: Matcher {
    static let key = "contains"
    static let examples = [
        MatcherExample("{<contains>: 2}", "[1, 2]", .holds),
        MatcherExample("{<contains>: 3}", "[1, 2]", .broken),
        MatcherExample("{<contains>: 3}", "[]", .broken),
        MatcherExample("{<contains>: [1, 2]}", "[2, 1]", .holds),
        MatcherExample("{<contains>: [1, 3]}", "[1, 2]", .broken),
        MatcherExample("{<contains>: {<each>: 1}}", "[[2], []]", .undecidable),
    ]
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        var shapes: [Shape] = []
        for element in node.elements ?? [node] { shapes.append(reader.inner(element)) }
        self.shapes = shapes
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            var result: [Mismatch] = []
            for shape in shapes {
                var nearest: [Mismatch]?
                var isUndecidable = false
                for (index, element) in elements.enumerated() {
                    let found = try shape.mismatches(in: element, at: path.appending(.index(index)), values)
                    if found.count < nearest?.count ?? .max { nearest = found }
                    if found.isEmpty { break }
                    if found.allSatisfy(\.isUndecidable) { isUndecidable = true }
                }
                guard let nearest else {
                    result.append(
                        Mismatch(path, expected: "an element that matches", actual: "an empty list", at: shape.location)
                    )
                    continue
                }
                if let first = nearest.first {
                    result.append(
                        Mismatch(
                            path, expected: "an element that matches",
                            actual:
                                "none of \(elements.count); nearest: \(first.path) is \(first.actual), not \(first.expected)",
                            isUndecidable: isUndecidable, at: first.location))
                }
            }
            return result
        }
    }
}
