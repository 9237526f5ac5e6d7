/// Turns a suite into a plan: families are applied, rows made, steps read; every mistake is collected.
public struct Planner {
    private let suite: Suite
    private let operations: [String: OperationDescription]
    private var diagnostics = Diagnostics()
    private var plan = Plan(rules: [], cases: [])
    private var seen: [String: Location] = [:]

    private init(_ suite: Suite) {
        self.suite = suite
        operations = Dictionary(suite.operations.map { ($0.name, $0) }) { first, _ in first }
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
        return (planner.plan, planner.diagnostics)
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
            let roots = ["operation": operation.json, name: subject]
            do throws(Diagnostic) {
                guard try FamilyMatch.meets(family.conditions, subject: name, roots) else { continue }
                for rule in family.rules where try FamilyMatch.meets(rule.node["where"], subject: name, roots) {
                    add(try adapted(rule, to: operation, roots), contract: operation.name, file: operation.file, operation, roots)
                }
            } catch {
                diagnostics.add(error)
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
        "level", "rule", "source", "section", "tags", "needs", "given", "let", "table", "rows", "steps", "control", "untested",
        "where", "except",
    ]

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
        let map = MapReader(node, "a rule", known: Self.ruleKeys + StepReader.keys, into: &diagnostics)
        guard isNew(id, definition.location), let text = map.required("rule", "the rule '\(id)'", into: &diagnostics) else { return }
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
                id: id, level: level, text: text, source: map.text("source", into: &diagnostics) ?? definition.source,
                section: map.text("section", into: &diagnostics) ?? definition.section, contract: contract,
                group: group(contract, file), location: definition.location, contractFile: file, revision: Revision.digest(of: node),
                tags: map.texts("tags", into: &diagnostics), untested: untested))
        guard untested == nil else { return }
        var builder = CaseBuilder(suite: suite, operations: operations, operation: operation)
        let cases = builder.cases(of: map, rule: id, level: level, roots, at: definition.location)
        builder.diagnostics.all.forEach { diagnostics.add($0) }
        plan.cases += cases
    }

    private mutating func isNew(_ id: String, _ location: Location) -> Bool {
        if let first = seen[id] {
            diagnostics.add(
                Diagnostic(
                    "duplicate-rule", "there is another rule '\(id)'", at: location, hint: "the first one stands at \(first)"))
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

/// Digests of rules: equal when the rule and its cases stand as they stood.
enum Revision {
    /// Sixteen hexadecimal digits of FNV-1a over the node's text; places do not count.
    static func digest(of node: LocatedNode) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in JSONWriter.bytes(of: node.json) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
