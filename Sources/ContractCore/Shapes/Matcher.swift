/// One statement about a value as a whole, written as a key in angle brackets.
public protocol Matcher: Sendable {
    /// The key that introduces it, without the brackets.
    static var key: String { get }
    /// Shapes and values that show when it holds and when it does not; run as tests.
    static var examples: [MatcherExample] { get }
    /// Reads what stands under the key.
    init(_ node: LocatedNode, _ reader: inout ShapeReader) throws(Diagnostic)
    /// The places where a value is not as stated; nil stands for an absent member.
    func mismatches(
        in value: JSONValue?, at path: NormalizedPath, _ values: ValueLookup
    ) throws(TemplateError) -> [Mismatch]
    /// The expressions in it, for checks before anything runs.
    var expressions: [Expression] { get }
    /// What it states of a value that the words name, in one clause.
    func words(of subject: String) -> String
    /// The shapes inside it.
    var inner: [Shape] { get }
    /// The names of members that it looks at besides those of the shapes inside it.
    var members: Set<String> { get }
}

extension Matcher {
    /// Most matchers hold no expressions of their own.
    public var expressions: [Expression] { [] }
    /// Most matchers hold shapes, and say which.
    public var inner: [Shape] { [] }
    /// Most matchers name no members themselves.
    public var members: Set<String> { [] }
}

/// The list of all matchers; adding one is a file and a line.
enum Matchers {
    static let all: [any Matcher.Type] = [
        EachMatcher.self, ContainsMatcher.self, NoneMatcher.self, AnyOrderMatcher.self, SortedByMatcher.self,
        UniqueByMatcher.self, CountMatcher.self, OptionalMatcher.self, OneOfMatcher.self, NotMatcher.self,
        AllMatcher.self, EqualsMatcher.self, TimestampMatcher.self, OnlyMatcher.self, ContainsTextMatcher.self,
        DecimalsMatcher.self,
    ]
    static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
}

/// A shape that uses a matcher, and a value that it is compared with.
public struct MatcherExample: Sendable {
    /// The shape as YAML.
    public let shape: String
    /// The value as JSON.
    public let value: String
    /// What the shape as a whole finds out.
    public let outcome: Finding.Outcome

    /// Makes an example.
    public init(_ shape: String, _ value: String, _ outcome: Finding.Outcome) {
        self.shape = shape
        self.value = value
        self.outcome = outcome
    }
}
