/// Several targets side by side: what each does with every rule.
public struct ImplementationMatrix: Sendable, Hashable {
    /// One rule and what each target does with it.
    public struct Row: Sendable, Hashable {
        /// The rule as the first target that has it has it.
        public var rule: RuleResult
        /// The verdict of each target in the order of the columns, nil where it was not asked.
        public var verdicts: [Verdict?]
        /// Whether the targets were asked in different revisions of the rule, so that they cannot be compared.
        public var hasOtherRevisions: Bool

        /// Whether the targets do different things.
        public var differs: Bool { Set(verdicts).count > 1 }
    }

    /// The targets in the order in which they were given.
    public var columns: [RunSummary]
    /// The name of each column, each another one.
    public var names: [String]
    /// Every rule of any target: those that differ first, then the others, both in the order of the contracts.
    public var rows: [Row]

    /// Puts targets side by side; `names` are the names for their columns.
    public init(_ columns: [RunSummary], names: [String]) {
        self.columns = columns
        self.names = names
        var order: [RuleResult] = []
        var seen: Set<String> = []
        for rule in columns.flatMap(\.rules) where seen.insert(rule.result.id).inserted { order.append(rule.result) }
        let tables = columns.map { column in
            Dictionary(column.rules.map { ($0.result.id, $0.result) }) { first, _ in first }
        }
        let rows = order.map { rule in
            let results = tables.map { $0[rule.id] }
            return Row(
                rule: rule, verdicts: results.map { $0?.verdict },
                hasOtherRevisions: Set(results.compactMap { $0?.revision }).count > 1)
        }
        self.rows = rows.filter(\.differs) + rows.filter { !$0.differs }
    }

    /// The rules on which the targets differ.
    public var differences: [Row] { rows.filter(\.differs) }
}
