/// Turns a suite into a plan: families are applied, rows made, steps read; every mistake is collected.
public struct Planner {
    private let suite: Suite
    private let operations: OperationIndex
    private var diagnostics = Diagnostics()
    private var drafts: [RuleDraft] = []
    private var plan = Plan(rules: [], cases: [])
    private var seen: [String: Location] = [:]
    /// Where the rules of families stand that apply to something.
    private var applied: Set<Location> = []
    private var lastGroup: (contract: String, file: String, group: String)?

    private init(_ suite: Suite) {
        self.suite = suite
        operations = OperationIndex(suite.operations)
    }

    /// Plans every rule of a suite.
    public static func plan(_ suite: Suite) -> (plan: Plan, diagnostics: Diagnostics) {
        var planner = Planner(suite)
        planner.planRead()
        return (planner.plan, planner.diagnostics)
    }

    /// Reads files and plans every rule in them; the suite is without its contracts, for which the plan stands.
    ///
    /// It comes to the same as reading all files and planning the suite, but takes less memory for many contracts.
    public static func read(_ files: [SourceFile]) -> (suite: Suite, plan: Plan, diagnostics: [Diagnostic]) {
        var contracts: [SourceFile] = []
        var others: [SourceFile] = []
        for file in files {
            if SuiteReader.isContract(file.text) { contracts.append(file) } else { others.append(file) }
        }
        if contracts.count < fewestContracts { (contracts, others) = ([], files) }
        var (suite, reading) = SuiteReader.read(others)
        if !contracts.isEmpty, !suite.contracts.isEmpty {
            // A contract that does not begin like one has its place among the others.
            contracts = []
            (suite, reading) = SuiteReader.read(files)
        }
        suite.fileCount = files.count
        var planner = Planner(suite)
        planner.planRead()
        planner.plan(contracts, into: &reading)
        suite.contracts = []
        return (suite, planner.plan, reading.all + planner.diagnostics.all)
    }

    /// From how many contracts on they are planned file by file: fewer are planned rule by rule, which uses all cores.
    private static let fewestContracts = 64

    /// Plans contracts that were not read yet.
    private mutating func plan(_ contracts: [SourceFile], into reading: inout Diagnostics) {
        let (suite, operations) = (suite, operations)
        let worker: @Sendable () -> ContractPlanner = {
            ContractPlanner(reader: RuleReader(suite: suite, operations: operations), suite: suite.name)
        }
        var places: [String: Location] = [:]
        let outcomes = contracts.concurrentMap(with: worker) { $0.plan($1) }
        let rules = outcomes.lazy.flatMap { $0.contract?.rules ?? [] }
        plan.rules.reserveCapacity(plan.rules.count + rules.count { $0.planned != nil })
        plan.cases.reserveCapacity(plan.cases.count + rules.reduce(0) { $0 + ($1.planned?.cases.count ?? 0) })
        for outcome in outcomes {
            outcome.mistakes.forEach { reading.add($0) }
            guard let contract = outcome.contract else { continue }
            if let first = places[contract.name] {
                reading.add(SuiteReader.duplicate("contract", contract.name, at: contract.location, first: first))
                continue
            }
            places[contract.name] = contract.location
            contract.mistakes.forEach { reading.add($0) }
            contract.rules.forEach { take($0) }
        }
    }

    /// Plans what was read: operations with the families that apply to them, and contracts.
    private mutating func planRead() {
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
        for made in outcomes { take(made) }
        for family in suite.families { checkUse(of: family) }
    }

    /// Takes a rule that was read into the plan, unless there is another one of its name.
    private mutating func take(_ made: RuleReader.Outcome) {
        made.mistakes.forEach { diagnostics.add($0) }
        guard let planned = made.planned, isNew(planned.rule.id, planned.rule.location) else { return }
        planned.mistakes.forEach { diagnostics.add($0) }
        plan.rules.append(planned.rule)
        plan.cases += planned.cases
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
}
