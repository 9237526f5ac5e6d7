/// `within`: the answer came within a time.
public struct WithinAssertion: Assertion {
    /// The key `within`.
    public static let key = "within"
    /// Answers that come just in time and just too late.
    public static let examples = [
        AssertionExample("within: 2 s", seconds: 2, .holds),
        AssertionExample("within: 2 s", seconds: 2.001, .broken),
    ]

    private let milliseconds: Int
    private let location: Location

    /// Reads a duration.
    public init(_ node: LocatedNode, _ reader: inout ExpectationReader) throws(Diagnostic) {
        var diagnostics = Diagnostics()
        guard let milliseconds = DurationText.read(node, Self.key, into: &diagnostics) else {
            throw diagnostics.all.first ?? Diagnostic("duration", "'within' must be a duration", at: node.location)
        }
        self.milliseconds = milliseconds
        location = node.location
    }

    /// The longest time.
    public var clauses: [String] { ["the answer takes at most \(DurationText.text(milliseconds: milliseconds))"] }

    /// Sees the total time of the exchange.
    public func judge(_ answer: Answer, _ values: ValueLookup) throws(TemplateError) -> [Observation] {
        let taken = Int(answer.seconds * 1_000)
        return [
            Observation(
                taken <= milliseconds ? .holds : .broken, Self.key, at: "time",
                expected: "at most \(DurationText.text(milliseconds: milliseconds))",
                actual: DurationText.text(milliseconds: taken), location)
        ]
    }
}
