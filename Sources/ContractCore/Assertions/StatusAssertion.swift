/// `status`: the status code is a number, of a class, or one of a list.
public struct StatusAssertion: Assertion {
    /// The key `status`.
    public static let key = "status"
    /// A number, a class and a list.
    public static let examples = [
        AssertionExample("status: 204", status: 204, .holds),
        AssertionExample("status: 204", status: 200, .broken),
        AssertionExample("status: 2xx", status: 299, .holds),
        AssertionExample("status: [2xx, 404]", status: 404, .holds),
        AssertionExample("status: [2xx, 404]", status: 400, .broken),
    ]

    /// The first and the last code of each number or class.
    private let ranges: [(first: Int, last: Int)]
    private let words: String
    private let location: Location

    /// Reads a number, a class such as `2xx`, or a list of them.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        var ranges: [(first: Int, last: Int)] = []
        let elements = node.elements ?? [node]
        ranges.reserveCapacity(elements.count)
        for element in elements {
            guard let text = element.text, let range = Self.range(text) else {
                throw Diagnostic(
                    "status", "'\(element.text ?? element.kind)' is not a status code or class", at: element.location,
                    length: element.width,
                    hint: "write a number from 100 to 599, a class such as 2xx, or a list of them")
            }
            ranges.append(range)
        }
        guard !ranges.isEmpty else {
            throw Diagnostic("status", "the list of status codes is empty", at: node.location)
        }
        self.ranges = ranges
        words = node.text ?? elements.compactMap(\.text).joined(separator: " or ")
        location = node.location
    }

    /// Makes it of numbers and classes as they are written; nil when one is neither.
    public init?(codes: [String]) {
        let ranges = codes.compactMap { Self.range($0) }
        guard ranges.count == codes.count, !ranges.isEmpty else { return nil }
        self.ranges = ranges
        words = codes.joined(separator: " or ")
        location = Location(file: "")
    }

    /// The numbers and classes as written.
    public var codes: [String] { words.split(separator: " or ").map(String.init) }

    private static func range(_ text: String) -> (first: Int, last: Int)? {
        if let number = Int(text), (100...599).contains(number) { return (number, number) }
        let parts = Array(text.utf8)
        guard parts.count == 3, parts[1] == 0x78, parts[2] == 0x78, (0x31...0x35).contains(parts[0]) else { return nil }
        let hundred = Int(parts[0] - 0x30) * 100
        return (hundred, hundred + 99)
    }

    /// Sees the status code.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        let status = answer.response.status
        let holds = accepts(status: status)
        // What came with it is told only of an answer that somebody will ask about.
        let actual =
            holds || answer.response.body.isEmpty ? "\(status)" : "\(status) with \(answer.bodyWords)"
        return [
            Observation(
                holds ? .holds : .broken, Self.key, at: "status", expected: words, actual: actual,
                location)
        ]
    }

    /// Whether the status code is listed by its number.
    public func names(status: Int) -> Bool { ranges.contains { $0 == (status, status) } }

    /// Whether the status code is among those listed, by number or class.
    public func accepts(status: Int) -> Bool { ranges.contains { $0.first <= status && status <= $0.last } }
    /// The status codes.
    public var clauses: [String] { ["the status is \(words)"] }
}
