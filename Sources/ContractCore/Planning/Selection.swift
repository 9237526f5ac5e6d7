/// What a run is asked to do of a plan.
public struct Selection: Sendable {
    /// Patterns for rule identifiers; `*` stands for any text, and one of them must match.
    public var rules: [String]
    /// The least binding level that is run; nil for all.
    public var level: Level?
    /// Words that must, or with `not` must not, be among the rule's tags.
    public var tags: TagExpression?
    /// The part of the cases that this machine runs: which one, of how many.
    public var shard: (index: Int, count: Int)?
    /// Files or folders that the rules must stand in; empty for all.
    public var paths: [String]

    /// Makes a selection; without arguments it selects everything.
    public init(
        rules: [String] = [], level: Level? = nil, tags: TagExpression? = nil, shard: (index: Int, count: Int)? = nil,
        paths: [String] = []
    ) {
        self.rules = rules
        self.level = level
        self.tags = tags
        self.shard = shard
        self.paths = paths
    }

    /// The plan with what was selected, in the same order.
    public func apply(to plan: Plan) -> Plan {
        var selected = plan
        selected.rules = plan.rules.filter(selects)
        let ids = Set(selected.rules.map(\.id))
        selected.cases = plan.cases.filter { ids.contains($0.rule) }
        if let shard {
            let rules = Shard.rules(selected.cases, index: shard.index, count: shard.count)
            selected.cases = selected.cases.filter { rules.contains($0.rule) }
            // Rules without a case belong to the first part, so that the parts together are the whole.
            let cased = Set(plan.cases.map(\.rule))
            selected.rules = selected.rules.filter { rules.contains($0.id) || (shard.index == 1 && !cased.contains($0.id)) }
        }
        return selected
    }

    private func selects(_ rule: PlannedRule) -> Bool {
        (level.map { rule.level >= $0 } ?? true)
            && (rules.isEmpty || rules.contains { Glob.matches($0, rule.id) })
            && (tags?.matches(Set(rule.tags + [rule.contract, rule.level.rawValue])) ?? true)
            && (paths.isEmpty || paths.contains { rule.location.file == $0 || rule.location.file.hasPrefix($0 + "/") || rule.contractFile == $0 || rule.contractFile.hasPrefix($0 + "/") })
    }

    /// The selection in words, nil when everything is selected.
    public var words: String? {
        var words: [String] = []
        if !rules.isEmpty { words.append("rules \(rules.joined(separator: ", "))") }
        if let level { words.append("level \(level.rawValue) and above") }
        if let tags { words.append("tags \(tags.source)") }
        if let shard { words.append("shard \(shard.index)/\(shard.count)") }
        if !paths.isEmpty { words.append(paths.joined(separator: ", ")) }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}

/// Spreads rules over machines by a stable digest of their identifiers, balanced by their number of cases.
enum Shard {
    /// The identifiers of the rules that part `index` of `count` runs, counted from one.
    static func rules(_ cases: [Case], index: Int, count: Int) -> Set<String> {
        var sizes: [String: Int] = [:]
        for item in cases { sizes[item.rule, default: 0] += max(1, item.steps.count + item.given.count) }
        var loads = Array(repeating: 0, count: count)
        var result: Set<String> = []
        let order = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (rule, size) in order {
            let part = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            loads[part] += size
            if part == index - 1 { result.insert(rule) }
        }
        return result
    }
}

/// Patterns in which `*` stands for any text and `?` for any one character.
public enum Glob {
    /// Whether a pattern matches a whole text, without blowing up on many stars.
    public static func matches(_ pattern: String, _ text: String) -> Bool {
        let (pattern, text) = (Array(pattern), Array(text))
        var (p, t) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p, t)
                p += 1
            } else if p < pattern.count, pattern[p] == text[t] || pattern[p] == "?" {
                p += 1
                t += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                p = last.pattern + 1
                t = last.text + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}

/// A condition on tags: words joined by `and`, `or`, `not` and parentheses.
public struct TagExpression: Sendable {
    /// The condition as written.
    public let source: String
    private let root: Node

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
        guard let root = Self.either(&tokens), tokens.isEmpty else { return nil }
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

    private static func either(_ tokens: inout ArraySlice<String>) -> Node? {
        guard var left = both(&tokens) else { return nil }
        while tokens.first == "or" {
            tokens.removeFirst()
            guard let right = both(&tokens) else { return nil }
            left = .either(left, right)
        }
        return left
    }

    private static func both(_ tokens: inout ArraySlice<String>) -> Node? {
        guard var left = single(&tokens) else { return nil }
        while tokens.first == "and" {
            tokens.removeFirst()
            guard let right = single(&tokens) else { return nil }
            left = .both(left, right)
        }
        return left
    }

    private static func single(_ tokens: inout ArraySlice<String>) -> Node? {
        guard let token = tokens.popFirst() else { return nil }
        switch token {
        case "not": return single(&tokens).map { .not($0) }
        case "(":
            guard let inner = either(&tokens), tokens.popFirst() == ")" else { return nil }
            return inner
        case ")", "and", "or": return nil
        default: return .word(token)
        }
    }
}
