/// `<count>`: so many elements, as a number, a range or an expression.
struct CountMatcher: Matcher {
    static let key = "count"
    static let examples = [
        MatcherExample("{<count>: 2}", "[1, 2]", .holds),
        MatcherExample("{<count>: 0..1}", "[1, 2]", .broken),
        MatcherExample("{<count>: 2}", "{}", .broken),
    ]
    let count: Template
    /// The bounds, unless they are known only when the case runs.
    private let bounds: ClosedBounds?
    var expressions: [Expression] { count.expressions }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        do throws(TemplateError) {
            guard let text = node.text else {
                throw TemplateError(code: "type", message: "'<count>' takes a number or a range, not \(node.kind)")
            }
            count = try Template(text)
            bounds = if let constant = count.constant { try ClosedBounds(constant) } else { nil }
        } catch {
            throw Diagnostic(error, at: node)
        }
        location = node.location
    }

    func mismatches(in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup) throws(TemplateError)
        -> [Mismatch]
    {
        let bounds = if let bounds { bounds } else { try ClosedBounds(try count.text(values)) }
        switch Self.elements(of: value, at: path, location) {
        case .failure(let missing): return [missing.mismatch]
        case .success(let elements):
            return bounds.contains(elements.count)
                ? [] : [Mismatch(path, expected: "\(bounds.words) elements", actual: "\(elements.count)", at: location)]
        }
    }
}
