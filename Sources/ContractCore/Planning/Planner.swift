/// Turns a suite into a plan: families are applied, rows made, steps read; every mistake is collected.
public struct Planner {
    private let suite: Suite
    private let operations: OperationIndex
    private var diagnostics = Diagnostics()
    private var plan = Plan(rules: [], cases: [])
    private var seen: [String: Location] = [:]
    /// Where the rules of families stand that apply to something.
    private var applied: Set<Location> = []

    private init(_ suite: Suite) {
        self.suite = suite
        operations = OperationIndex(suite.operations)
    }

    /// Plans every rule of a suite.
    public static func plan(_ suite: Suite) -> (plan: Plan, diagnostics: Diagnostics) {
        var planner = Planner(suite)
        for operation in suite.operations {
            for family in suite.families { planner.add(family, to: operation) }
            for rule in operation.rules { planner.add(rule, contract: operation.name, file: operation.file, operation) }
        }
        for contract in suite.contracts {
            for rule in contract.rules { planner.add(rule, contract: contract.name, file: contract.file, nil) }
        }
        for family in suite.families { planner.checkUse(of: family) }
        return (planner.plan, planner.diagnostics)
    }

    /// Reports what of a family applies to nothing, and exceptions for operations that there are none of.
    private mutating func checkUse(of family: Family) {
        for rule in family.rules {
            for exception in rule.node["except"]?.entries ?? [] where operations[exception.key] == nil {
                diagnostics.error(
                    "unknown-operation", "no operation is called '\(exception.key)'", at: exception.keyNode,
                    hint: Suggestion.hint(for: exception.key, among: operations.names))
            }
            guard !suite.operations.isEmpty, !applied.contains(rule.location) else { continue }
            diagnostics.add(
                Diagnostic(
                    "applies-to-nothing", "the family's rule '\(rule.key)' applies to no \(family.subject.rawValue)",
                    at: rule.location,
                    length: rule.key.unicodeScalars.count, severity: .warning))
        }
    }

    private mutating func add(_ family: Family, to operation: OperationDescription) {
        let subjects: [JSONValue] =
            switch family.subject {
            case .operation: [operation.json]
            case .parameter: operation.parameters.map(\.json)
            case .field: operation.fields.map(\.json)
            case .error: operation.errors.map { ["status": .number(JSONNumber($0))] }
            }
        let name = family.subject.rawValue
        for subject in subjects {
            var roots = ["operation": operation.json]
            roots[name] = subject
            for rule in family.rules {
                do throws(Diagnostic) {
                    guard try FamilyMatch.meets(family.conditions, subject: name, roots),
                        try FamilyMatch.meets(rule.node["where"], subject: name, roots)
                    else { continue }
                    applied.insert(rule.location)
                    add(
                        try adapted(rule, to: operation, roots), contract: operation.name, file: operation.file,
                        operation, roots)
                } catch {
                    diagnostics.add(error)
                }
            }
        }
    }

    /// A family's rule with its words filled in and the exceptions for the operation made.
    private func adapted(
        _ rule: RuleDefinition, to operation: OperationDescription, _ roots: [String: JSONValue]
    ) throws(Diagnostic) -> RuleDefinition {
        var rule = rule
        let key = LocatedNode(.scalar(rule.key, isPlain: false), at: rule.location)
        rule.key = try Substitution(values: roots).apply(to: key).text ?? rule.key
        if let exceptions = rule.node["except"] {
            rule.node = rule.node.removing("except")
            if let exception = exceptions[operation.name] { rule.node = rule.node.merging(exception) }
        }
        rule.node = rule.node.removing("where")
        return rule
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

    private mutating func add(
        _ definition: RuleDefinition, contract: String, file: String, _ operation: OperationDescription?,
        _ roots: [String: JSONValue]? = nil
    ) {
        var roots = roots ?? [:]
        if let operation { roots["operation"] = operation.json }
        let id = "\(contract).\(definition.key)"
        // A row's words are filled in later, so they stay as they are in this pass.
        let node: LocatedNode
        do throws(Diagnostic) {
            node = try Substitution(values: roots).apply(to: definition.node)
        } catch {
            return diagnostics.add(error)
        }
        for key in Self.familyRuleKeys {
            guard let entry = node.entry(key) else { continue }
            diagnostics.error("family-key", "'\(key)' is for rules of a family", at: entry.keyNode)
        }
        let map = MapReader(
            node.removing(Self.familyRuleKeys), "the rule '\(id)'", known: Self.knownKeySet, names: Self.knownKeys,
            into: &diagnostics)
        guard node.entries != nil, isNew(id, definition.location) else { return }
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
        plan.rules.append(
            PlannedRule(
                id: id, level: level, text: text,
                source: map.text("source", into: &diagnostics) ?? filled(definition.source, roots, definition),
                section: map.text("section", into: &diagnostics) ?? filled(definition.section, roots, definition),
                contract: contract,
                group: group(contract, file), location: definition.location, contractFile: file,
                revision: Revision.digest(of: node),
                tags: map.texts("tags", into: &diagnostics), untested: untested))
        if untested != nil {
            for entry in map.node.entries ?? [] where Self.runKeys.contains(entry.key) {
                diagnostics.error(
                    "untested", "'\(entry.key)' says nothing in a rule that is 'untested'", at: entry.keyNode)
            }
            return
        }
        var builder = CaseBuilder(suite: suite, operations: operations, operation: operation)
        let cases = builder.cases(of: map, rule: id, level: level, roots, at: definition.location)
        builder.diagnostics.all.forEach { diagnostics.add($0) }
        plan.cases += cases
    }

    /// A file's own source or section with the words of a family filled in.
    private mutating func filled(_ text: String?, _ roots: [String: JSONValue], _ definition: RuleDefinition) -> String?
    {
        guard let text, text.contains("${") else { return text }
        do throws(Diagnostic) {
            let node = LocatedNode(.scalar(text, isPlain: false), at: definition.location)
            return try Substitution(values: roots).apply(to: node).text
        } catch {
            diagnostics.add(error)
            return text
        }
    }

    private mutating func isNew(_ id: String, _ location: Location) -> Bool {
        if let first = seen[id] {
            diagnostics.add(
                Diagnostic(
                    "duplicate-rule", "there is another rule '\(id)'", at: location,
                    hint: "the first one stands at \(first)"))
            return false
        }
        seen[id] = location
        return true
    }

    private func group(_ contract: String, _ file: String) -> String {
        let folder = SuiteReader.folder(of: file)
        let parts = [suite.name, folder == suite.name ? "" : folder, contract]
        return parts.filter { !$0.isEmpty }.joined(separator: ".")
    }
}
