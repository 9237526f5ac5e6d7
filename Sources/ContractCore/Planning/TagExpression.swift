/// A condition on tags: words joined by `and`, `or`, `not` and parentheses.
public struct TagExpression: Sendable {
    /// The condition as written.
    public let source: String
    private let root: Node

    /// How deep parentheses and `not` may lie in one another.
    private static let depthLimit = 50

    private indirect enum Node: Sendable {
        case word(String)
        case not(Node)
        case both(Node, Node)
        case either(Node, Node)
    }

    /// Reads a condition; nil when it is not one.
    public init?(_ source: String) {
        self.source = source
        let spaced = source.replacing("(", with: " ( ").replacing(")", with: " ) ")
        var tokens = spaced.split(separator: " ").map(String.init)[...]
        guard let root = Self.either(&tokens, 0), tokens.isEmpty else { return nil }
        self.root = root
    }

    /// Whether tags meet the condition.
    public func matches(_ tags: Set<String>) -> Bool { Self.matches(root, tags) }

    private static func matches(_ node: Node, _ tags: Set<String>) -> Bool {
        switch node {
        case .word(let word): tags.contains(word)
        case .not(let inner): !matches(inner, tags)
        case .both(let left, let right): matches(left, tags) && matches(right, tags)
        case .either(let left, let right): matches(left, tags) || matches(right, tags)
        }
    }

    private static func either(_ tokens: inout ArraySlice<String>, _ depth: Int) -> Node? {
        guard var left = both(&tokens, depth) else { return nil }
        while tokens.first == "or" {
            tokens.removeFirst()
            guard let right = both(&tokens, depth) else { return nil }
            left = .either(left, right)
        }
        return left
    }

    private static func both(_ tokens: inout ArraySlice<String>, _ depth: Int) -> Node? {
        guard var left = single(&tokens, depth) else { return nil }
        while tokens.first == "and" {
            tokens.removeFirst()
            guard let right = single(&tokens, depth) else { return nil }
            left = .both(left, right)
        }
        return left
    }

    private static func single(_ tokens: inout ArraySlice<String>, _ depth: Int) -> Node? {
        guard depth <= depthLimit, let token = tokens.popFirst() else { return nil }
        switch token {
        case "not": return single(&tokens, depth + 1).map { .not($0) }
        case "(":
            guard let inner = either(&tokens, depth + 1), tokens.popFirst() == ")" else { return nil }
            return inner
        case ")", "and", "or": return nil
        default: return .word(token)
        }
    }
}
