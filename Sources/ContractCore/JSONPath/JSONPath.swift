/// A JSONPath query (RFC 9535).
///
/// Names and strings are compared scalar by scalar, numbers by exact value. In an object that repeats a name, a name
/// selector finds the first member of that name; wildcards, filters and descendant segments visit all members, so that
/// several nodes may have the same path.
public struct JSONPath: Sendable {
    /// One value that a query found, and where.
    public struct Node: Sendable, Hashable {
        /// The path from the root.
        public var path: NormalizedPath
        /// The value.
        public var value: JSONValue

        /// Makes a node.
        public init(path: NormalizedPath, value: JSONValue) {
            self.path = path
            self.value = value
        }
    }

    /// The query as it was given.
    public let text: String
    private let query: JSONPathQuery

    /// How deep filters and parentheses may be nested.
    public static let deepest = 100
    /// How much work a query may do unless told otherwise.
    public static let usualLimit = 1_000_000

    /// Reads a query; throws when it does not follow the grammar or its functions are not well-typed.
    public init(_ text: String) throws(JSONPathError) {
        self.text = text
        var parse = JSONPathParse(text)
        query = try parse.wholeQuery()
    }

    /// Whether the query finds at most one node by its form, whatever the value (RFC 9535, section 2.3.5.1).
    public var isSingular: Bool { query.isSingular }

    /// Finds nodes: array elements by index, members in document order, nodes found twice listed twice.
    ///
    /// The limit bounds the work, so that no pair of query and value takes forever: each node visited counts 1, and
    /// comparisons and regular expressions count by the size of what they look at. Past it the query fails as a whole,
    /// for part of a result would be a wrong one.
    public func select(from value: JSONValue, limit: Int = usualLimit) throws(JSONPathLimitError) -> [Node] {
        var evaluation = JSONPathEvaluation(root: value, limit: limit)
        return try evaluation.nodes(of: query, from: value)
    }
}

extension JSONPath: Hashable, CustomStringConvertible {
    /// Compares the texts scalar by scalar.
    public static func == (left: JSONPath, right: JSONPath) -> Bool {
        left.text.hasSameScalars(as: right.text)
    }

    /// Feeds the text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ScalarText(text))
    }

    /// The text.
    public var description: String { text }
}
