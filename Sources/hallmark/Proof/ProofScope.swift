import ContractCore
import Foundation
import RFSEmulator

/// What a proof is about: the rules, their cases, the mutants, the parts.
struct ProofScope {
    let rules: [PlannedRule]
    let cases: [Case]
    let mutants: [Mutant]
    let parts: [ProveCommand.Part]
    /// The operations that rules of the scope belong to.
    let operations: [String]
    /// The scope in words; nil when it is everything.
    let words: String?
    private let tested: Set<String>

    init(_ command: ProveCommand, _ loaded: LoadedSuite) throws(Failure) {
        var plan = Selection(rules: command.rule, paths: loaded.paths).apply(to: loaded.plan)
        var words = Selection(rules: command.rule, paths: loaded.paths).words.map { [$0] } ?? []
        if let base = command.changed {
            let touched = try Changes.since(base).touched(loaded.plan.rules, loaded.suite.operations.map(\.name))
            if let touched {
                plan.rules.removeAll { !touched.contains($0.id) }
                words.append("changed since \(base)")
            }
        }
        var mutants = Mutants.all.filter { mutant in
            command.mutant.isEmpty || command.mutant.contains { Glob.matches($0, mutant.id) }
        }
        let known = Set(plan.rules.map(\.id))
        if !command.mutant.isEmpty {
            guard !mutants.isEmpty else {
                throw Failure(
                    status: .nothingSelected,
                    message: "no mutant is selected by '\(command.mutant.joined(separator: "', '"))'",
                    hint: "'hallmark prove --list' shows all mutants")
            }
            words.append("mutants \(command.mutant.joined(separator: ", "))")
            let broken = Set(mutants.map(\.rule))
            plan.rules.removeAll { !broken.contains($0.id) }
        }
        let all = Set(loaded.plan.rules.map(\.id))
        let operations = Set(plan.rules.map(\.operation))
        // A mutant of a rule that no contract has is listed, so that it is either moved or given a rule.
        let isStray: (Mutant) -> Bool = { mutant in
            command.changed == nil && !all.contains(mutant.rule) && operations.contains(mutant.operation)
                && (command.rule.isEmpty || command.rule.contains { Glob.matches($0, mutant.rule) })
        }
        mutants.removeAll { !known.contains($0.rule) && !isStray($0) }
        guard !plan.rules.isEmpty else {
            throw Failure(
                status: .nothingSelected, message: "no rule is selected (\(words.joined(separator: "; ")))",
                hint: "'hallmark prove --list' shows all mutants with their rules")
        }
        rules = Array(plan.rules)
        let ids = Set(rules.map(\.id))
        cases = Array(loaded.plan.cases.filter { ids.contains($0.rule) })
        tested = Set(cases.map(\.rule))
        self.mutants = mutants
        self.operations = rules.map(\.operation).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        self.words = words.isEmpty ? nil : words.joined(separator: "; ")
        parts = command.part.isEmpty ? (self.words == nil ? ProveCommand.Part.allCases : [.mutants]) : command.part
    }

    /// Every rule of the scope with what proves it.
    func provedRules(_ results: [MutantResult]) -> [ProvedRule] {
        let byRule = Dictionary(grouping: results, by: \.mutant.rule)
        return rules.map { rule in
            let all = byRule[rule.id] ?? []
            let results = all.filter { $0.outcome != .equivalent }
            return ProvedRule(
                id: rule.id, level: rule.level, text: rule.text, isTested: tested.contains(rule.id),
                mutants: results.count, killed: results.count { $0.outcome == .killed },
                exemption: results.isEmpty ? all.first?.mutant.equivalent : nil)
        }
    }

    /// Lists what would be run.
    func print() {
        for mutant in mutants { Console.output("mutant\t\(mutant.id)\t\(mutant.accusation)") }
        for variant in Variants.all { Console.output("variant\t\(variant.id)\t\(variant.summary)") }
        Console.error("\(mutants.count) mutants of \(rules.count) rules, \(Variants.all.count) variants")
    }
}

extension PlannedRule {
    /// The operation, or contract, that the rule belongs to.
    var operation: String { String(id.prefix { $0 != "." }) }
}
