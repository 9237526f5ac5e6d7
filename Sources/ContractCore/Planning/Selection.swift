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
        // Nothing is left out, so nothing is copied.
        guard words != nil else { return plan }
        var selected = plan
        selected.rules = plan.rules.filter(selects)
        let ids = Set(selected.rules.map(\.id))
        selected.cases = plan.cases.filter { ids.contains($0.rule) }
        if let shard {
            let rules = Shard.rules(selected.cases, index: shard.index, count: shard.count)
            selected.cases = selected.cases.filter { rules.contains($0.rule) }
            // Rules without a case belong to the first part, so that the parts together are the whole.
            let cased = Set(plan.cases.map(\.rule))
            selected.rules = selected.rules.filter {
                rules.contains($0.id) || (shard.index == 1 && !cased.contains($0.id))
            }
        }
        return selected
    }

    private func selects(_ rule: PlannedRule) -> Bool {
        (level.map { rule.level >= $0 } ?? true)
            && (rules.isEmpty || rules.contains { Glob.matches($0, rule.id) })
            && (tags?.matches(Set(rule.tags + [rule.contract, rule.level.rawValue])) ?? true)
            && (paths.isEmpty
                || paths.contains { Self.lies(rule.location.file, in: $0) || Self.lies(rule.contractFile, in: $0) })
    }

    private static func lies(_ file: String, in path: String) -> Bool { file == path || file.hasPrefix(path + "/") }

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
