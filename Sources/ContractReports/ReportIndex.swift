import ContractCore

/// The rules of a report, each with its cases, in the order of the contracts.
struct ReportIndex {
    /// One rule and what belongs to it.
    struct Entry {
        /// The rules of the report, which all entries share, and the place of this one: a copy of it would cost far more.
        private let rules: [RuleResult]
        private let place: Int
        let cases: ArraySlice<CaseResult>

        init(_ rules: [RuleResult], _ place: Int, _ cases: ArraySlice<CaseResult>) {
            self.rules = rules
            self.place = place
            self.cases = cases
        }

        var rule: RuleResult { rules[place] }

        /// The cases that make the rule broken and that nobody has excused.
        var broken: [CaseResult] { isBroken ? cases.filter { $0.isBroken } : [] }

        /// Whether there are such cases.
        var isBroken: Bool { cases.indices.contains { cases[$0].isBroken } }
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
        let broken = entries.filter(\.isBroken)
        return Level.allCases.sorted(by: >).flatMap { level in broken.filter { $0.rule.level == level } }
    }

    /// The cases for which something holds, in the order of their rules; only these are copied.
    func cases(where holds: (CaseResult) -> Bool) -> [CaseResult] {
        var found: [CaseResult] = []
        for entry in entries {
            for place in entry.cases.indices where holds(entry.cases[place]) { found.append(entry.cases[place]) }
        }
        return found
    }

    /// Brings rules and cases together; a case whose rule is not in the report gets a rule of its own name.
    init(_ report: RunReport) {
        entries = Self.inOrder(report) ?? Self.grouped(report)
    }

    /// The rules with their cases where the cases come in the order of the rules, as a run gives them; nil where not.
    private static func inOrder(_ report: RunReport) -> [Entry]? {
        var cases = report.cases[...]
        let entries = report.rules.indices.map { place in
            let own = cases.prefix { $0.rule == report.rules[place].id }
            cases = cases.dropFirst(own.count)
            return Entry(report.rules, place, own)
        }
        return cases.isEmpty ? entries : nil
    }

    private static func grouped(_ report: RunReport) -> [Entry] {
        var cases = Dictionary(grouping: report.cases, by: \.rule).mapValues { $0[...] }
        var rules = report.rules
        var owned = rules.map { cases.removeValue(forKey: $0.id) ?? [] }
        for result in report.cases {
            guard let unlisted = cases.removeValue(forKey: result.rule) else { continue }
            rules.append(rule(of: result, unlisted))
            owned.append(unlisted)
        }
        return rules.indices.map { Entry(rules, $0, owned[$0]) }
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
            group: contract, file: result.file, line: result.line, verdict: RollUp.verdict(of: cases))
    }
}

extension CaseResult {
    /// Whether the case makes its rule broken and nobody has excused it.
    fileprivate var isBroken: Bool { verdict == .fail && disposition == .unexpected }
}
