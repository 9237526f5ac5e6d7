import ContractCore

/// The rules of a report, each with its cases, in the order of the contracts.
///
/// Rules and cases stay packed; what is asked for is unpacked.
struct ReportIndex {
    /// One rule and what belongs to it.
    struct Entry {
        let rule: RuleResult
        /// All cases of the report, and which of them are the rule's.
        private let all: PackedList<CaseResult>
        private let places: Range<Int>

        fileprivate init(_ rule: RuleResult, _ all: PackedList<CaseResult>, _ places: Range<Int>) {
            self.rule = rule
            self.all = all
            self.places = places
        }

        /// What is at hand of its cases.
        var gists: ArraySlice<CaseGist> { all.gists[places] }

        /// Its cases for which something holds.
        func cases(where holds: (CaseGist) -> Bool) -> PackedList<CaseResult> {
            all.arranged(places.filter { holds(all.gists[$0]) })
        }

        /// The cases that make the rule broken and that nobody has excused.
        var broken: PackedList<CaseResult> { cases(where: \.isBroken) }

        /// How long all of its cases took together.
        var seconds: Double {
            var cursor = PackedList.Cursor(all)
            return places.reduce(0) { $0 + cursor.times(at: $1).seconds }
        }
    }

    /// The rules of one contract, wherever they are written.
    struct Contract {
        var name: String
        /// The file in which all its rules are written, nil when families add some.
        var file: String?
        /// Which rules they are.
        var places: Places
    }

    /// Every rule, those without cases included.
    let rules: PackedList<RuleResult>
    private let owned: CasesByRule

    /// Brings rules and cases together; a case whose rule is not in the report gets a rule of its own name.
    init(_ report: RunReport) {
        owned = CasesByRule(report.cases, of: report.rules)
        var rules = report.rules
        for place in rules.count..<owned.count { rules.append(Self.rule(of: owned, place)) }
        self.rules = rules
    }

    /// Every case, in the order of the rules.
    var cases: PackedList<CaseResult> { owned.cases }

    /// The places of a rule's cases.
    func cases(of rule: Int) -> Range<Int> { owned[rule] }

    /// A rule with its cases.
    func entry(at place: Int) -> Entry { Entry(rules[place], owned.cases, owned[place]) }

    /// The places of the rules that are broken and not excused, the most binding first.
    var broken: [Int] {
        let broken = rules.indices.filter { owned.cases.gists[owned[$0]].contains(where: \.isBroken) }
        return Level.allCases.sorted(by: >).flatMap { level in broken.filter { rules.gists[$0].level == level } }
    }

    /// The cases of rules of some levels that are broken and not excused, those of the most binding rules first.
    func broken(of holds: (Level) -> Bool) -> PackedList<CaseResult> {
        let places = broken.filter { holds(rules.gists[$0].level) }.flatMap { rule in
            owned[rule].filter { cases.gists[$0].isBroken }
        }
        return cases.arranged(places)
    }

    /// The cases for which something holds, in the order of their rules.
    func cases(where holds: (CaseGist) -> Bool) -> PackedList<CaseResult> {
        cases.arranged(cases.indices.filter { holds(cases.gists[$0]) })
    }

    /// The rules without a case.
    var untested: PackedList<RuleResult> { rules.arranged(rules.indices.filter { owned[$0].isEmpty }) }

    /// The cases that took longest, the longest first.
    func slowest(_ count: Int) -> PackedList<CaseResult> {
        var slowest: [(place: Int, seconds: Double)] = []
        var cursor = PackedList.Cursor(cases)
        for place in cases.indices {
            let seconds = cursor.times(at: place).seconds
            if slowest.count == count, let last = slowest.last, !(seconds > last.seconds) { continue }
            let index = slowest.firstIndex { seconds > $0.seconds } ?? slowest.count
            slowest.insert((place, seconds), at: index)
            if slowest.count > count { slowest.removeLast() }
        }
        return cases.arranged(slowest.map(\.place))
    }

    /// The rules by contract, contracts in the order of their first rule.
    var contracts: [Contract] {
        var found: [String: [String: Int]] = [:]
        var contracts: [Contract] = []
        var cursor = PackedList.Cursor(rules)
        var last: (group: String, contract: String, number: Int)?
        for place in rules.indices {
            let (contract, group, file) = cursor.home(at: place)
            // Nearly all rules belong where the one before them does.
            let isNext = last.map { $0.group == group && $0.contract == contract } ?? false
            if let number = isNext ? last?.number : found[group]?[contract] {
                contracts[number].places.append(place)
                if contracts[number].file != file { contracts[number].file = nil }
                last = (group, contract, number)
            } else {
                found[group, default: [:]][contract] = contracts.count
                last = (group, contract, contracts.count)
                contracts.append(Contract(name: contract, file: file, places: Places(place)))
            }
        }
        return contracts
    }

    /// The rule of cases whose rule the report does not list.
    private static func rule(of owned: CasesByRule, _ place: Int) -> RuleResult {
        let first = owned.cases[owned[place].lowerBound]
        let contract = first.rule.split(separator: ".").first.map(String.init) ?? first.rule
        return RuleResult(
            id: first.rule, level: .must, text: "(the report does not list this rule)", contract: contract,
            group: contract, file: first.file, line: first.line,
            verdict: owned.verdict(of: place))
    }
}

extension CaseGist {
    /// Whether the case makes its rule broken and nobody has excused it.
    fileprivate var isBroken: Bool { verdict == .fail && disposition == .unexpected }
}
