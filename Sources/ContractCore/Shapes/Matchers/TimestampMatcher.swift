/// `<timestamp>`: a time compared with others; all in RFC 3339 form.
struct TimestampMatcher: Matcher {
    static let key = "timestamp"
    static let examples = [
        MatcherExample("{<timestamp>: {after: 2025-01-01T00:00:00Z}}", #""2025-01-01T00:00:00.001Z""#, .holds),
        MatcherExample("{<timestamp>: {after: 2025-01-01T00:00:00Z}}", #""2025-01-01T08:00:00+08:00""#, .broken),
        MatcherExample("{<timestamp>: {equal to: 2025-01-01T00:00:00Z}}", #""2025-01-01T08:00:00+08:00""#, .holds),
        MatcherExample(
            "{<timestamp>: {not before: 2025-01-01T00:00:00.000002Z}}", #""2025-01-01T00:00:00.000001Z""#, .broken),
        MatcherExample("{<timestamp>: {before: 2025-01-01T00:00:00Z}}", #""yesterday""#, .broken),
        MatcherExample("{<timestamp>: {not after: tomorrow}}", #""2025-01-01T00:00:00Z""#, .undecidable),
    ]
    let comparisons: [(relation: String, other: Template, location: Location)]
    var expressions: [Expression] { comparisons.flatMap(\.other.expressions) }

    static let relations: [String: @Sendable (Int, Int) -> Bool] = [
        "after": { $0 > $1 }, "not before": { $0 >= $1 }, "before": { $0 < $1 }, "not after": { $0 <= $1 },
        "equal to": { $0 == $1 },
    ]

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        var comparisons: [(String, Template, Location)] = []
        for entry in node.entries ?? [] {
            guard Self.relations[entry.key] != nil else {
                throw Diagnostic(
                    "unknown-key", "unknown comparison '\(entry.key)'", at: entry.keyLocation, length: entry.key.count,
                    hint: Suggestion.hint(for: entry.key, among: Array(Self.relations.keys)))
            }
            do throws(TemplateError) {
                comparisons.append((entry.key, try Template(entry.value.text ?? ""), entry.keyLocation))
            } catch {
                throw Diagnostic(error, at: entry.value)
            }
        }
        guard !comparisons.isEmpty else {
            throw Diagnostic(
                "type", "'<timestamp>' takes a map of comparisons, not \(node.kind)", at: node.location,
                length: node.width,
                hint: "write for instance {after: \"${before}\"}")
        }
        self.comparisons = comparisons
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        var result: [Mismatch] = []
        for (relation, other, location) in comparisons {
            let text = try other.text(values)
            guard let actual = value?.stringValue.flatMap(TimestampFormat.readAny) else {
                return [Mismatch(path, expected: "a time", actual: Words.of(value), at: location)]
            }
            guard let expected = TimestampFormat.readAny(text) else {
                return [
                    Mismatch(
                        path, expected: "a time to compare with", actual: Words.of(.string(text)), isUndecidable: true,
                        at: location)
                ]
            }
            if Self.relations[relation]?(actual, expected) != true {
                result.append(
                    Mismatch(path, expected: "a time \(relation) \(text)", actual: Words.of(value), at: location))
            }
        }
        return result
    }
}
