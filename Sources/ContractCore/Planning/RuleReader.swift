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

/// Reads rules one by one, without regard to any other.
struct RuleReader: Sendable {
    private var suite: Suite
    private let operations: OperationIndex

    /// Makes a reader for one worker.
    init(suite: Suite, operations: OperationIndex) {
        self.suite = suite
        self.suite.vocabulary = suite.vocabulary.forWorker()
        self.operations = operations
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
    private static let runKeys = Set(
        ["given", "let", "table", "rows", "steps", "control"] + StepReader.verbs + StepReader.answerKeys)
    /// Keys that only a rule of a family has; they are gone when it is planned.
    static let familyRuleKeys = ["where", "except"]
    static let knownKeys = ruleKeys + StepReader.keys
    static let knownKeySet = Set(knownKeys)

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
        let id = "\(contract).\(definition.key)"
        // A row's words are filled in later, so they stay as they are in this pass.
        let node: LocatedNode
        do throws(Diagnostic) {
            node = try Substitution(values: roots).apply(to: definition.node)
        } catch {
            return Outcome(mistakes: [error])
        }
        for key in Self.familyRuleKeys {
            guard let entry = node.entry(key) else { continue }
            diagnostics.error("family-key", "'\(key)' is for rules of a family", at: entry.keyNode)
        }
        let map = MapReader(
            node.removing(Self.familyRuleKeys), "the rule '\(id)'", known: Self.knownKeySet, names: Self.knownKeys,
            into: &diagnostics)
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
        var rule = PlannedRule(
            id: id, level: level, text: text,
            source: map.text("source", into: &diagnostics)
                ?? filled(definition.source, roots, definition, into: &diagnostics),
            section: map.text("section", into: &diagnostics)
                ?? filled(definition.section, roots, definition, into: &diagnostics),
            contract: contract,
            group: draft.group, location: definition.location, contractFile: draft.file,
            revision: Revision.untested,
            tags: map.texts("tags", into: &diagnostics), untested: untested)
        if untested != nil {
            for entry in map.node.entries ?? [] where Self.runKeys.contains(entry.key) {
                diagnostics.error(
                    "untested", "'\(entry.key)' says nothing in a rule that is 'untested'", at: entry.keyNode)
            }
            return Outcome(
                mistakes: mistakes, planned: Outcome.Planned(rule: rule, cases: [], mistakes: diagnostics.all))
        }
        var builder = CaseBuilder(suite: suite, operations: operations, operation: draft.operation)
        let cases = builder.cases(of: map, rule: id, level: level, roots, at: definition.location)
        builder.diagnostics.all.forEach { diagnostics.add($0) }
        rule.revision = builder.revision.text
        return Outcome(
            mistakes: mistakes, planned: Outcome.Planned(rule: rule, cases: cases, mistakes: diagnostics.all))
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
