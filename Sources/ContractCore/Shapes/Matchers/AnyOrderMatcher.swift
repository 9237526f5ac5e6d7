/// `<any order>`: exactly these elements, in any order.
struct AnyOrderMatcher: Matcher {
    static let key = "any order"
    static let examples = [
        MatcherExample("{<any order>: [1, <integer>]}", "[2, 1]", .holds),
        MatcherExample("{<any order>: [1, 2]}", "[1, 2, 3]", .broken),
        MatcherExample("{<any order>: [1, 1]}", "[1, 2]", .broken),
    ]
    let shapes: [Shape]
    var expressions: [Expression] { shapes.flatMap(\.expressions) }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let elements = node.elements else {
            throw Diagnostic(
                "type", "'<any order>' takes a list of shapes, not \(node.kind)", at: node.location, length: node.width)
        }
        var shapes: [Shape] = []
        for element in elements { shapes.append(reader.inner(element)) }
        self.shapes = shapes
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            guard elements.count == shapes.count else {
                return [
                    Mismatch(
                        path, expected: "\(shapes.count) elements", actual: "\(elements.count): \(Words.of(value))",
                        at: location)
                ]
            }
            var candidates: [[Int]] = []
            for shape in shapes {
                var fits: [Int] = []
                for (index, element) in elements.enumerated() where try shape.holds(for: element, values) {
                    fits.append(index)
                }
                candidates.append(fits)
            }
            var owner: [Int: Int] = [:]
            for shape in shapes.indices {
                var tried: Set<Int> = []
                if !Self.assign(shape, candidates, &owner, &tried) {
                    return [
                        Mismatch(
                            path, expected: "an element for each shape", actual: Words.of(value),
                            at: shapes[shape].location)
                    ]
                }
            }
            return []
        }
    }

    /// Finds an element for a shape, moving earlier shapes to other elements where needed (augmenting paths).
    private static func assign(_ shape: Int, _ candidates: [[Int]], _ owner: inout [Int: Int], _ tried: inout Set<Int>)
        -> Bool
    {
        for element in candidates[shape] where tried.insert(element).inserted {
            guard let other = owner[element] else {
                owner[element] = shape
                return true
            }
            if assign(other, candidates, &owner, &tried) {
                owner[element] = shape
                return true
            }
        }
        return false
    }
}
