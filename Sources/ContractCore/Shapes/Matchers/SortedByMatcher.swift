/// `<sorted by>`: the elements are in order of a member, `create_time descending`; equal neighbours are in order.
struct SortedByMatcher: Matcher {
    static let key = "sorted by"
    static let examples = [
        MatcherExample("{<sorted by>: n descending}", #"[{"n": 2}, {"n": 2}, {"n": 1}]"#, .holds),
        MatcherExample("{<sorted by>: n ascending}", #"[{"n": 2}, {"n": 1}]"#, .broken),
        MatcherExample(
            "{<sorted by>: n ascending}", #"[{"n": "2025-01-01T00:00:00Z"}, {"n": "2025-01-01T00:00:00.001Z"}]"#, .holds
        ),
        MatcherExample(
            "{<sorted by>: n ascending}",
            #"[{"n": "2025-01-01T00:00:00.000002Z"}, {"n": "2025-01-01T00:00:00.000001Z"}]"#, .broken),
        MatcherExample("{<sorted by>: n ascending}", #"[{"n": 2}, {}]"#, .broken),
        MatcherExample("{<sorted by>: n ascending}", #"[{"n": 2}]"#, .undecidable),
    ]
    let member: String
    let descending: Bool
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        let words = (node.text ?? "").split(separator: " ").map(String.init)
        guard words.count == 2, ["ascending", "descending"].contains(words[1]) else {
            throw Diagnostic(
                "sorted-by", "'<sorted by>' takes a member and a direction", at: node.location, length: node.width,
                hint: "write for instance 'create_time descending'")
        }
        member = words[0]
        descending = words[1] == "descending"
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            if elements.count < 2 {
                return [
                    Mismatch(
                        path, expected: "two or more elements to compare", actual: "\(elements.count)",
                        isUndecidable: true,
                        at: location)
                ]
            }
            for index in elements.indices.dropFirst() {
                let (before, after) = (elements[index - 1][member], elements[index][member])
                let place = path.appending(.index(index)).appending(.name(member))
                guard let before, let after, let inOrder = Self.inOrder(before, after, descending: descending) else {
                    return [
                        Mismatch(place, expected: "a value to sort by", actual: Words.of(after ?? before), at: location)
                    ]
                }
                if !inOrder {
                    return [
                        Mismatch(
                            place,
                            expected: "at \(descending ? "most" : "least") \(Words.of(before)), the one before it",
                            actual: Words.of(after), at: location)
                    ]
                }
            }
            return []
        }
    }

    private static func inOrder(_ before: JSONValue, _ after: JSONValue, descending: Bool) -> Bool? {
        switch (before, after) {
        case (.number(let left), .number(let right)): descending ? left >= right : left <= right
        case (.string(let left), .string(let right)):
            if let left = TimestampFormat.readAny(left), let right = TimestampFormat.readAny(right) {
                descending ? left >= right : left <= right
            } else {
                descending
                    ? !left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
                    : !right.unicodeScalars.lexicographicallyPrecedes(left.unicodeScalars)
            }
        default: nil
        }
    }
}
