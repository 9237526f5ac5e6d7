/// A rule of a file or a family, found to apply and not yet read.
enum RuleDraft: Sendable {
    /// What reading a rule begins with.
    struct Rule: Sendable {
        let definition: RuleDefinition
        let contract: String
        let group: String
        let file: String
        let operation: OperationDescription?
        /// The words of a family, and the operation.
        let roots: [String: JSONValue]
    }

    case rule(Rule)
    /// A mistake found where the rule would have come.
    case mistake(Diagnostic)

    /// The suite, the folder of the file and the contract joined by dots.
    static func group(_ suite: String, _ contract: String, _ file: String) -> String {
        let folder = SuiteReader.folder(of: file)
        var group = suite
        for word in [folder == suite ? "" : folder, contract] where !word.isEmpty {
            group += group.isEmpty ? word : ".\(word)"
        }
        return group
    }
}

/// Reads rules one by one, without regard to any other but for what they share when they say the same.
final class RuleReader: Sendable {
    let suite: Suite
    let context: StepContext

    /// Makes a reader for one worker.
    init(suite: Suite, operations: OperationIndex) {
        var suite = suite
        suite.vocabulary = suite.vocabulary.forWorker()
        self.suite = suite
        context = StepContext(vocabulary: suite.vocabulary, operations: operations)
    }

    /// What a rule turned out to be.
    struct Outcome: Sendable {
        /// A rule with its cases.
        struct Planned: Sendable {
            let rule: PlannedRule
            let cases: [Case]
            /// Mistakes that matter when the rule is the only one of its name.
            let mistakes: [Diagnostic]
        }

        let mistakes: [Diagnostic]
        var planned: Planned?
    }

    static let ruleKeys = [
        "level", "rule", "source", "section", "tags", "needs", "given", "let", "table", "rows", "steps", "control",
        "untested",
    ]
    /// Keys that say how a rule is tested.
    private static let runKeys = KeySet(
        ["given", "let", "table", "rows", "steps", "control"] + StepReader.verbs + StepReader.answerKeys)
    /// Keys that only a rule of a family has; they are gone when it is planned.
    static let familyRuleKeys = ["where", "except"]
    static let knownKeys = ruleKeys + StepReader.keys
    static let knownKeySet = KeySet(knownKeys)

    /// Reads a rule.
    func read(_ draft: RuleDraft) -> Outcome {
        switch draft {
        case .mistake(let mistake): Outcome(mistakes: [mistake])
        case .rule(let rule): read(rule)
        }
    }

    private func read(_ draft: RuleDraft.Rule) -> Outcome {
        let (definition, roots, contract) = (draft.definition, draft.roots, draft.contract)
        var diagnostics = Diagnostics()
        let id = Self.id(contract, definition.key)
        var node = definition.node
        if !roots.isEmpty {
            // A row's words are filled in later, so they stay as they are in this pass.
            do throws(Diagnostic) {
                node = try Substitution(values: roots).apply(to: node)
            } catch {
                return Outcome(mistakes: [error])
            }
        }
        for key in Self.familyRuleKeys {
            guard let entry = node.entry(key) else { continue }
            diagnostics.error("family-key", "'\(key)' is for rules of a family", at: entry.keyNode)
            node = node.removing(key)
        }
        let map = MapReader(
            node, "the rule '\(id)'", known: Self.knownKeySet, names: Self.knownKeys, into: &diagnostics)
        guard node.entries != nil else { return Outcome(mistakes: diagnostics.all) }
        let mistakes = diagnostics.all
        diagnostics = Diagnostics()
        let text = map.required("rule", "the rule '\(id)'", into: &diagnostics) ?? ""
        var level = Level.must
        if let word = map.text("level", into: &diagnostics) {
            if let known = Level(rawValue: word) {
                level = known
            } else {
                diagnostics.error(
                    "level", "unknown level '\(word)'", at: map["level"] ?? node,
                    hint: "known here: \(Level.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        let untested = map.text("untested", into: &diagnostics)
        let source =
            map.text("source", into: &diagnostics)
            ?? filled(definition.source, roots, definition, into: &diagnostics)
        let section =
            map.text("section", into: &diagnostics)
            ?? filled(definition.section, roots, definition, into: &diagnostics)
        let tags = map.texts("tags", into: &diagnostics)
        var cases: [Case] = []
        var revision = Revision.untested
        if untested == nil {
            var builder = CaseBuilder(self, operation: draft.operation)
            cases = builder.cases(of: map, rule: id, level: level, roots, at: definition.location)
            builder.diagnostics.all.forEach { diagnostics.add($0) }
            revision = builder.revision.text
        } else {
            for entry in map.node.entries ?? [] where Self.runKeys.contains(entry.key) {
                diagnostics.error(
                    "untested", "'\(entry.key)' says nothing in a rule that is 'untested'", at: entry.keyNode)
            }
        }
        return Outcome(
            mistakes: mistakes,
            planned: Outcome.Planned(
                rule: PlannedRule(
                    id: id, level: level, text: text, source: source, section: section, contract: contract,
                    group: draft.group, location: definition.location, contractFile: draft.file, revision: revision,
                    tags: tags, untested: untested),
                cases: cases, mistakes: diagnostics.all))
    }

    /// The contract and the key joined by a dot, in a text that has no room to grow: there is one for each rule.
    private static func id(_ contract: String, _ key: String) -> String {
        var id = ""
        id.reserveCapacity(contract.utf8.count + 1 + key.utf8.count)
        id += contract
        id += "."
        id += key
        return id
    }

    /// A file's own source or section with the words of a family filled in.
    private func filled(
        _ text: String?, _ roots: [String: JSONValue], _ definition: RuleDefinition,
        into diagnostics: inout Diagnostics
    ) -> String? {
        guard let text, Template.isIn(text) else { return text }
        do throws(Diagnostic) {
            let node = LocatedNode(.scalar(text, isPlain: false), at: definition.location)
            return try Substitution(values: roots).apply(to: node).text
        } catch {
            diagnostics.add(error)
            return text
        }
    }
}
