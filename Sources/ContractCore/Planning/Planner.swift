/// Turns a suite into a plan: families are applied, rows made, steps read; every mistake is collected.
public struct Planner {
    private let suite: Suite
    let operations: OperationIndex
    private(set) var diagnostics = Diagnostics()
    private var drafts: [RuleDraft] = []
    private(set) var plan = Plan(rules: [], cases: [])
    private var names = RuleNames()
    /// Where the rules of families stand that apply to something.
    private var applied: Set<Location> = []
    private var lastGroup: (contract: String, file: String, group: String)?

    init(_ suite: Suite) {
        self.suite = suite
        operations = OperationIndex(suite.operations)
    }

    /// Plans every rule of a suite.
    public static func plan(_ suite: Suite) -> (plan: Plan, diagnostics: Diagnostics) {
        var planner = Planner(suite)
        planner.planRead()
        return (planner.plan, planner.diagnostics)
    }

    /// How many bytes of contracts are planned at once.
    private static let portion = 512 << 10

    /// Plans contracts that were not read yet, and keeps the cases of the first, which have so many bytes together.
    mutating func plan(_ shelf: ContractShelf, keeping keptSize: Int, into reading: inout Diagnostics) {
        var places: [String: Location] = [:]
        var size = 0
        for part in shelf.portions(of: Self.portion) {
            let outcomes = Array(part).concurrentMap { shelf.plan($0) }
            for (number, outcome) in zip(part, outcomes) {
                size += shelf.size(of: number)
                outcome.mistakes.forEach { reading.add($0) }
                guard let contract = outcome.contract else { continue }
                if let first = places[contract.name] {
                    reading.add(SuiteReader.duplicate("contract", contract.name, at: contract.location, first: first))
                    continue
                }
                places[contract.name] = contract.location
                contract.mistakes.forEach { reading.add($0) }
                let chapter = PlannedCases.Chapter(contract.rules.flatMap { take($0) })
                // A chapter in which a rule was refused would be another one the second time.
                let isWhole = chapter.count == contract.rules.reduce(0) { $0 + ($1.planned?.cases.count ?? 0) }
                plan.cases.append(
                    size > keptSize && isWhole
                        ? chapter.left(LeftChapter(shelf: shelf, number: number)) : chapter)
            }
        }
    }

    /// Plans what was read: operations with the families that apply to them, and contracts.
    mutating func planRead() {
        for operation in suite.operations {
            for family in suite.families { add(family, to: operation) }
            for rule in operation.rules {
                add(rule, contract: operation.name, file: operation.file, operation, [:])
            }
        }
        for contract in suite.contracts {
            for rule in contract.rules { add(rule, contract: contract.name, file: contract.file, nil, [:]) }
        }
        // Rules know nothing of each other, so they are read on all cores, and put together in their order.
        let (suite, operations) = (suite, operations)
        let outcomes = drafts.concurrentMap(with: { RuleReader(suite: suite, operations: operations) }) {
            reader, draft in reader.read(draft)
        }
        drafts = []
        plan.cases.append(PlannedCases.Chapter(outcomes.flatMap { take($0) }))
        for family in suite.families { checkUse(of: family) }
    }

    /// Takes a rule that was read into the plan, unless there is another one of its name, and gives its cases.
    private mutating func take(_ made: RuleReader.Outcome) -> [Case] {
        made.mistakes.forEach { diagnostics.add($0) }
        guard let planned = made.planned, isNew(planned.rule.id, planned.rule.location) else { return [] }
        planned.mistakes.forEach { diagnostics.add($0) }
        plan.rules.append(planned.rule)
        return planned.cases
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
                    drafts.append(.mistake(error))
                }
            }
        }
    }

    private mutating func add(
        _ definition: RuleDefinition, contract: String, file: String, _ operation: OperationDescription?,
        _ roots: [String: JSONValue]
    ) {
        var roots = roots
        if let operation { roots["operation"] = operation.json }
        let group = group(contract, file)
        drafts.append(
            .rule(
                RuleDraft.Rule(
                    definition: definition, contract: contract, group: group, file: file, operation: operation,
                    roots: roots)))
    }

    /// The suite, the folder and the contract joined by dots; the rules of one contract share the text.
    private mutating func group(_ contract: String, _ file: String) -> String {
        if let last = lastGroup, last.contract == contract, last.file == file { return last.group }
        let group = RuleDraft.group(suite.name, contract, file)
        lastGroup = (contract, file, group)
        return group
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

    private mutating func isNew(_ id: String, _ location: Location) -> Bool {
        guard let first = names.take(id, after: plan.rules) else { return true }
        diagnostics.add(
            Diagnostic(
                "duplicate-rule", "there is another rule '\(id)'", at: location,
                hint: "the first one stands at \(plan.rules[first].location)"))
        return false
    }
}
