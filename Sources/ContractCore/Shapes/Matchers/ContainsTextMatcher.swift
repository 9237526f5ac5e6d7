/// `<contains text>`: the string contains a text.
struct ContainsTextMatcher: Matcher {
    static let key = "contains text"
    static let examples = [
        MatcherExample("{<contains text>: ell}", #""hello""#, .holds),
        MatcherExample("{<contains text>: ELL}", #""hello""#, .broken),
        MatcherExample("{<contains text>: 1}", "1", .broken),
    ]
    let text: Template
    var expressions: [Expression] { text.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        do throws(TemplateError) {
            guard let text = node.text else {
                throw TemplateError(code: "type", message: "'<contains text>' takes a text, not \(node.kind)")
            }
            self.text = try Template(text)
        } catch {
            throw Diagnostic(error, at: node)
        }
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        let expected = try text.text(values)
        return value?.stringValue?.contains(expected) == true
            ? []
            : [
                Mismatch(
                    path, expected: "a string that contains \(Words.of(.string(expected)))", actual: Words.of(value),
                    at: location)
            ]
    }
}
