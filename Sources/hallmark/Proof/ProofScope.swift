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
            let touched = try ChangedFiles.since(base).operations(among: loaded.suite.operations.map(\.name))
            if let touched {
                plan.rules.removeAll { !touched.contains($0.operation) }
                words.append("changed since \(base): \(touched.sorted().joined(separator: ", "))")
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
        mutants.removeAll { !known.contains($0.rule) }
        guard !plan.rules.isEmpty else {
            throw Failure(
                status: .nothingSelected, message: "no rule is selected (\(words.joined(separator: "; ")))",
                hint: "'hallmark prove --list' shows all mutants with their rules")
        }
        rules = plan.rules
        let ids = Set(rules.map(\.id))
        cases = loaded.plan.cases.filter { ids.contains($0.rule) }
        tested = Set(cases.map(\.rule))
        self.mutants = mutants
        operations = rules.map(\.operation).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        self.words = words.isEmpty ? nil : words.joined(separator: "; ")
        parts = command.part.isEmpty ? (self.words == nil ? ProveCommand.Part.allCases : [.mutants]) : command.part
    }

    /// Every rule of the scope with what proves it.
    func provedRules(_ results: [MutantResult]) -> [ProvedRule] {
        let byRule = Dictionary(grouping: results.filter { $0.outcome != .equivalent }, by: \.mutant.rule)
        return rules.map { rule in
            let results = byRule[rule.id] ?? []
            return ProvedRule(
                id: rule.id, level: rule.level, text: rule.text, isTested: tested.contains(rule.id),
                mutants: results.count,
                killed: results.count { $0.outcome == .killed }, exemption: nil)
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

/// The files that differ from a commit.
struct ChangedFiles {
    let names: [String]

    /// Asks git.
    static func since(_ commit: String) throws(Failure) -> ChangedFiles {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "diff", "--name-only", commit, "--"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = Pipe()
        do {
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failure(status: .usage, message: "git knows no commit '\(commit)' here")
            }
            return ChangedFiles(names: String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(status: .undecided, message: "git cannot be run: \(error.localizedDescription)")
        }
    }

    /// The operations that the changes touch; nil when a change may touch all of them.
    func operations(among known: [String]) -> Set<String>? {
        var touched: Set<String> = []
        for name in names where name.hasSuffix(".yaml") || name.hasSuffix(".swift") {
            let stem = (name as NSString).lastPathComponent.prefix { $0 != "." }
            let kebab = stem.reduce(into: "") { text, character in
                if character.isUppercase, !text.isEmpty { text += "-" }
                text += character.lowercased()
            }
            guard let operation = known.first(where: { $0 == kebab }) else {
                if name.hasPrefix("Tests/") { continue }
                return nil
            }
            touched.insert(operation)
        }
        return touched
    }
}
