/// `<only>`: the object has no other members than these names.
struct OnlyMatcher: Matcher {
    static let key = "only"
    static let examples = [
        MatcherExample("{<only>: [a, b]}", #"{"a": 1}"#, .holds),
        MatcherExample("{<only>: [a, b]}", #"{"a": 1, "c": 2}"#, .broken),
        MatcherExample("{<only>: [a]}", "[]", .broken),
    ]
    let names: Set<String>
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let elements = node.elements else {
            throw Diagnostic(
                "type", "'<only>' takes a list of names, not \(node.kind)", at: node.location, length: node.width)
        }
        names = Set(elements.compactMap(\.text))
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        guard case .object(let object)? = value else {
            return [Mismatch(path, expected: "an object", actual: Words.of(value), at: location)]
        }
        return object.members.filter { !names.contains($0.name) }.map {
            Mismatch(
                path.appending(.name($0.name)), expected: "no such member", actual: Words.of($0.value), at: location)
        }
    }
}
