import ContractCore
import ContractRunner

/// Tells which documented fields rules look at, by getting them wrong one at a time.
extension Prover {
    /// The fields of operations on a target.
    ///
    /// Cases that do not pass are left out, since nothing can be told by what they see; so are those whose answers a
    /// wrong does not change. The others are run again with it until one of them fails.
    func fields(_ operations: [String], at target: FieldTarget) async throws -> [FieldCoverage] {
        let suite = laboratory.suite
        let described = operations.compactMap { suite.operation($0) }
        let tasks = described.flatMap { operation in
            operation.wireMutations.map { FieldTask(operation: operation.name, field: $0.field, mutation: $0.mutation) }
        }
        guard !tasks.isEmpty else { return [] }
        let cases = cases(of: operations, suite)
        tell("\(cases.count) cases on \(target.words)")
        let table = OperationTable(suite.operations)
        let heard = try await heard(cases, tasks, table, target)
        let open = heard.count { $0.result.verdict != .pass }
        guard open < heard.count else {
            let why = heard.first.flatMap { one in one.result.reason.map { " (\(one.item.id): \($0))" } } ?? ""
            throw Failure(
                status: .undecided,
                message: "no case passes on \(target.words)\(why), so nothing can be told of fields",
                hint: "'hallmark run' shows what keeps the cases from passing")
        }
        if open > 0 { tell("  left out, since they do not pass there: \(open)") }
        tell("\(tasks.count) wrong answers of \(described.count) \(described.count == 1 ? "operation" : "operations")")
        let done = Counter(total: tasks.count, tell)
        let noticed = try await laboratory.each(Array(tasks.enumerated())) { number, task in
            defer { done.advance() }
            let touched = heard.filter { $0.touched.contains(number) }
            let ranks = Dictionary(grouping: touched, by: task.rank)
            let inOrder = ranks.keys.sorted().flatMap { ranks[$0] ?? [] }
            return (isTried: !touched.isEmpty, rule: try task.noticing(inOrder, table, target))
        }
        return Self.coverage(zip(tasks, noticed).map { ($0, $1.isTried, $1.rule) })
    }

    /// The cases of operations, and those of rules that belong to no operation.
    private func cases(of operations: [String], _ suite: Suite) -> [Case] {
        let names = Set(operations)
        return laboratory.plan.cases.filter { item in
            let operation = String(item.rule.prefix { $0 != "." })
            return names.contains(operation) || suite.operation(operation) == nil
        }
    }

    /// Runs cases with nothing wrong, and finds out which wrongs would change an answer that they get.
    private func heard(
        _ cases: [Case], _ tasks: [FieldTask], _ table: OperationTable, _ target: FieldTarget
    ) async throws -> [HeardCase] {
        let byOperation = Dictionary(grouping: tasks.enumerated(), by: \.element.operation)
        let places = Dictionary(cases.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let done = Counter(total: cases.count, tell)
        return try await laboratory.each(laboratory.parts(of: cases)) { part in
            try target.visit { visit in
                try part.cases.map { item in
                    defer { done.advance() }
                    var listening: ListeningTransport?
                    let result = try visit.run(item) { transport, endpoint in
                        let made = ListeningTransport(transport, Route(table: table, endpoint: endpoint))
                        listening = made
                        return made
                    }
                    guard result.verdict == .pass else { return HeardCase(item: item, result: result, touched: []) }
                    var touched: Set<Int> = []
                    for answer in listening?.answers ?? [] {
                        for (number, task) in byOperation[answer.operation] ?? []
                        where !touched.contains(number) && task.mutation.changes(answer.response, answer.first) {
                            touched.insert(number)
                        }
                    }
                    return HeardCase(item: item, result: result, touched: touched)
                }
            }
        }.flatMap(\.self).sorted { places[$0.item.id] ?? 0 < places[$1.item.id] ?? 0 }
    }

    /// What was found out, a field each in the order of the descriptions.
    private static func coverage(_ trials: [(task: FieldTask, isTried: Bool, rule: String?)]) -> [FieldCoverage] {
        var names: [[String]] = []
        var noticed: [[String]: [String: [String]]] = [:]
        for (task, isTried, rule) in trials {
            let name = [task.operation, task.field]
            if noticed[name] == nil {
                names.append(name)
                noticed[name] = [:]
            }
            if isTried { noticed[name]?[task.mutation.act.word] = rule.map { [$0] } ?? [] }
        }
        return names.map { FieldCoverage(operation: $0[0], field: $0[1], noticed: noticed[$0] ?? [:]) }
    }
}

/// A case that was run with nothing wrong.
private struct HeardCase: Sendable {
    let item: Case
    let result: CaseResult
    /// The numbers of the tasks whose wrong changes an answer that the case gets.
    let touched: Set<Int>
}

/// One wrong that is done to answers of one operation.
private struct FieldTask: Sendable {
    let operation: String
    let field: String
    let mutation: WireMutation

    /// Where a case comes among those that are asked: first the rules that name the field, and the operation's own.
    func rank(_ one: HeardCase) -> Int {
        let word = mutation.act.field.map { $0.replacing("_", with: "-") } ?? "success"
        return (one.item.rule.contains(word) ? 0 : 1) + (one.item.rule.hasPrefix("\(operation).") ? 0 : 2)
    }

    /// The first rule that fails with the wrong between it and the target.
    func noticing(_ cases: [HeardCase], _ table: OperationTable, _ target: FieldTarget) throws -> String? {
        guard !cases.isEmpty else { return nil }
        return try target.visit { visit in
            func run(_ one: HeardCase, limit: Double?) throws -> CaseResult {
                try visit.run(one.item, limit: limit) { transport, endpoint in
                    MutatingTransport(transport, operation, mutation, Route(table: table, endpoint: endpoint))
                }
            }
            var late: [HeardCase] = []
            for one in cases {
                // A wrong answer may keep a case waiting for what cannot come: others are asked before it is let wait.
                let limit = target.isHurried ? nil : 2 + 4 * one.result.seconds
                let result = try run(one, limit: limit)
                if result.verdict == .fail { return one.item.rule }
                if result.code == "run-timeout", one.item.isPromisedSomething { late.append(one) }
            }
            for one in late where try run(one, limit: nil).verdict == .fail { return one.item.rule }
            return nil
        }
    }
}

extension Case {
    /// Whether it fails when something does not come in time.
    fileprivate var isPromisedSomething: Bool { steps.contains { $0.until?.isPromised == true } }
}
