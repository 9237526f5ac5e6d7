/// `<unique by>`: no two elements have the same value of a member.
struct UniqueByMatcher: Matcher {
    static let key = "unique by"
    static let examples = [
        MatcherExample("{<unique by>: n}", #"[{"n": 1}, {"n": 2}]"#, .holds),
        MatcherExample("{<unique by>: n}", #"[{"n": 1}, {"n": 1.0}]"#, .broken),
        MatcherExample("{<unique by>: n}", #"[{"m": 1}, {"m": 1}]"#, .undecidable),
        MatcherExample("{<unique by>: n}", "[]", .holds),
    ]
    let member: String
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let text = node.text, !text.isEmpty else {
            throw Diagnostic(
                "type", "'<unique by>' takes the name of a member, not \(node.kind)", at: node.location,
                length: node.width)
        }
        member = text
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            var seen: [JSONValue: Int] = [:]
            for (index, element) in elements.enumerated() {
                guard let key = element[member] else { continue }
                if let first = seen.updateValue(index, forKey: key) {
                    return [
                        Mismatch(
                            path.appending(.index(index)).appending(.name(member)),
                            expected: "a value that no other element has",
                            actual: "\(Words.of(key)), as in element \(first)",
                            at: location)
                    ]
                }
            }
            if seen.isEmpty, !elements.isEmpty {
                return [
                    Mismatch(
                        path, expected: "elements with a member '\(member)'", actual: Words.of(value),
                        isUndecidable: true,
                        at: location)
                ]
            }
            return []
        }
    }
}
