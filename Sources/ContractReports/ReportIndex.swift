import ContractCore

/// The rules of a report, each with its cases, in the order of the contracts.
struct ReportIndex {
    /// One rule and what belongs to it.
    struct Entry {
        var rule: RuleResult
        var cases: ArraySlice<CaseResult>

        /// The cases that make the rule broken and that nobody has excused.
        var broken: [CaseResult] { cases.filter { $0.verdict == .fail && $0.disposition == .unexpected } }
    }

    /// The rules of one contract, wherever they are written.
    struct Contract {
        var name: String
        /// The file in which all its rules are written, nil when families add some.
        var file: String?
        var entries: [Entry]
    }

    /// Every rule, those without cases included.
    let entries: [Entry]

    /// The rules that are broken and not excused, the most binding first.
    var broken: [Entry] {
        let broken = entries.filter { !$0.broken.isEmpty }
        return Level.allCases.sorted(by: >).flatMap { level in broken.filter { $0.rule.level == level } }
    }

    /// Brings rules and cases together; a case whose rule is not in the report gets a rule of its own name.
    init(_ report: RunReport) {
        entries = Self.inOrder(report) ?? Self.grouped(report)
    }

    /// The rules with their cases where the cases come in the order of the rules, as a run gives them; nil where not.
    private static func inOrder(_ report: RunReport) -> [Entry]? {
        var cases = report.cases[...]
        let entries = report.rules.map { rule in
            let own = cases.prefix { $0.rule == rule.id }
            cases = cases.dropFirst(own.count)
            return Entry(rule: rule, cases: own)
        }
        return cases.isEmpty ? entries : nil
    }

    private static func grouped(_ report: RunReport) -> [Entry] {
        var cases = Dictionary(grouping: report.cases, by: \.rule).mapValues { $0[...] }
        var entries = report.rules.map { Entry(rule: $0, cases: cases.removeValue(forKey: $0.id) ?? []) }
        for result in report.cases {
            guard let unlisted = cases.removeValue(forKey: result.rule) else { continue }
            entries.append(Entry(rule: rule(of: result, unlisted), cases: unlisted))
        }
        return entries
    }

    /// The rules by contract, contracts in the order of their first rule.
    var contracts: [Contract] {
        var places: [String: [String: Int]] = [:]
        var contracts: [Contract] = []
        for entry in entries {
            let rule = entry.rule
            if let place = places[rule.group]?[rule.contract] {
                contracts[place].entries.append(entry)
                if contracts[place].file != entry.rule.file { contracts[place].file = nil }
            } else {
                places[rule.group, default: [:]][rule.contract] = contracts.count
                contracts.append(Contract(name: entry.rule.contract, file: entry.rule.file, entries: [entry]))
            }
        }
        return contracts
    }

    private static func rule(of result: CaseResult, _ cases: ArraySlice<CaseResult>) -> RuleResult {
        let contract = result.rule.split(separator: ".").first.map(String.init) ?? result.rule
        return RuleResult(
            id: result.rule, level: .must, text: "(the report does not list this rule)", contract: contract,
            group: contract, file: result.file, line: result.line, verdict: RollUp.verdict(of: cases.map(\.verdict)))
    }
}
