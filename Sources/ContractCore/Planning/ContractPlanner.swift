/// Plans contracts file by file: what was read of a file is let go as soon as its rules are planned.
///
/// The nodes of a contract take far more memory than its plan, so those of many are never there at the same time.
struct ContractPlanner {
    /// What a file turned out to be.
    struct Outcome: Sendable {
        /// A contract with its rules.
        struct Contract: Sendable {
            let name: String
            /// Where its name stands.
            let location: Location
            /// Mistakes that matter when the contract is the only one of its name.
            let mistakes: [Diagnostic]
            let rules: [RuleReader.Outcome]
        }

        let mistakes: [Diagnostic]
        var contract: Contract?
    }

    /// Reads the rules, for one worker.
    let reader: RuleReader
    /// The first word of every group.
    let suite: String

    /// Reads and plans a file that is a contract.
    func plan(_ file: SourceFile) -> Outcome {
        var diagnostics = Diagnostics()
        guard let node = YAMLReader.read(file, into: &diagnostics) else { return Outcome(mistakes: diagnostics.all) }
        let map = SuiteReader.contractMap(node, into: &diagnostics)
        let name = map.text("contract", into: &diagnostics)
        var outcome = Outcome(mistakes: diagnostics.all)
        guard let name, let place = map["contract"]?.location else { return outcome }
        diagnostics = Diagnostics()
        let group = RuleDraft.group(suite, name, file.name)
        let rules = RuleDefinition.read(map, into: &diagnostics).map { definition in
            reader.read(
                .rule(
                    RuleDraft.Rule(
                        definition: definition, contract: name, group: group, file: file.name, operation: nil,
                        roots: [:])))
        }
        outcome.contract = Outcome.Contract(
            name: name, location: place, mistakes: diagnostics.all, rules: rules)
        return outcome
    }
}
