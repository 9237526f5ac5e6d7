/// `<decimals>`: the number has at most so many digits behind the point.
struct DecimalsMatcher: Matcher {
    static let key = "decimals"
    static let examples = [
        MatcherExample("{<decimals>: 2}", "0.25", .holds),
        MatcherExample("{<decimals>: 2}", "3", .holds),
        MatcherExample("{<decimals>: 2}", "125e-2", .holds),
        MatcherExample("{<decimals>: 2}", "0.255", .broken),
        MatcherExample("{<decimals>: 2}", #""0.25""#, .broken),
    ]
    let most: Int
    var expressions: [Expression] { [] }
    let location: Location

    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic) {
        guard let most = node.json.numberValue?.integer, most >= 0 else {
            throw Diagnostic(
                "type", "'<decimals>' takes a number, not \(node.kind)", at: node.location, length: node.width)
        }
        self.most = most
        location = node.location
    }

    func words(of subject: String) -> String {
        "\(subject) is a number with at most \(most) \(most == 1 ? "decimal" : "decimals")"
    }

    func mismatches(
        in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup
    ) throws(TemplateError) -> [Mismatch] {
        if let number = value?.numberValue, Self.decimals(of: number, areAtMost: most) { return [] }
        let unit = most == 1 ? "decimal" : "decimals"
        return [
            Mismatch(
                path, expected: "a number with at most \(most) \(unit)", actual: Words.of(value), at: location)
        ]
    }

    /// A number has at most n decimals when it is whole after the point has moved n places.
    private static func decimals(of number: JSONNumber, areAtMost most: Int) -> Bool {
        let parts = number.text.split(whereSeparator: { $0 == "e" || $0 == "E" })
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        return JSONNumber(text: "\(parts[0])e\(exponent + most)")?.isIntegral == true
    }
}
