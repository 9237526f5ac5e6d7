/// The cases of a report by the rules that they test.
public struct CasesByRule: Sendable {
    /// The cases in the order of the rules; behind them those of rules that are not listed, by rule.
    public let cases: PackedList<CaseResult>
    /// Where the cases of each rule begin, and where those of the last end.
    private let starts: [UInt32]

    /// Finds the cases of each rule; at once where they come in the order of the rules, as a run gives them.
    @specialized(where Rule == RuleResult)
    @specialized(where Rule == PlannedRule)
    public init<Rule>(_ cases: PackedList<CaseResult>, of rules: PackedList<Rule>) {
        let starts = Self.inOrder(cases, rules)
        if starts.last.map({ Int($0) }) == cases.count {
            (self.cases, self.starts) = (cases, starts)
        } else {
            let (places, starts) = Self.grouped(cases, rules)
            (self.cases, self.starts) = (cases.arranged(places), starts)
        }
    }

    /// How many rules there are, those included that are not listed but have cases.
    public var count: Int { starts.count - 1 }

    /// The places in `cases` of a rule's cases.
    public subscript(rule: Int) -> Range<Int> { Int(starts[rule])..<Int(starts[rule + 1]) }

    /// The verdict of a rule, from those of its cases.
    public func verdict(of rule: Int) -> Verdict { RollUp.verdict(of: cases.gists[self[rule]].lazy.map(\.verdict)) }

    /// Where the cases of each rule begin, as far as they come in the order of the rules.
    private static func inOrder<Rule>(_ cases: PackedList<CaseResult>, _ rules: PackedList<Rule>) -> [UInt32] {
        var names = PackedList.Cursor(rules)
        var owners = PackedList.Cursor(cases)
        var starts: [UInt32] = []
        starts.reserveCapacity(rules.count + 1)
        var next = 0
        var owner = cases.isEmpty ? nil : owners.name(at: next)
        for place in rules.indices {
            starts.append(UInt32(next))
            guard owner != nil else { continue }
            let name = names.name(at: place)
            while owner == name {
                next += 1
                owner = next < cases.count ? owners.name(at: next) : nil
            }
        }
        starts.append(UInt32(next))
        return starts
    }

    /// The places of the cases rule by rule, and where those of each rule begin.
    private static func grouped<Rule>(
        _ cases: PackedList<CaseResult>, _ rules: PackedList<Rule>
    ) -> (places: [Int], starts: [UInt32]) {
        var numbers: [String: Int] = [:]
        var names = PackedList.Cursor(rules)
        // Where a rule is listed twice, its cases are those of the first.
        for place in rules.indices.reversed() { numbers[names.name(at: place)] = place }
        var owned = [[Int]](repeating: [], count: rules.count)
        var owners = PackedList.Cursor(cases)
        for place in cases.indices {
            let name = owners.name(at: place)
            if let number = numbers[name] {
                owned[number].append(place)
            } else {
                numbers[name] = owned.count
                owned.append([place])
            }
        }
        var starts: [UInt32] = [0]
        for places in owned { starts.append((starts.last ?? 0) + UInt32(places.count)) }
        return (owned.flatMap(\.self), starts)
    }
}
