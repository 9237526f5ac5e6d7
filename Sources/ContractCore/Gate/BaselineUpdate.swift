extension Baseline {
    /// The baseline without the entries that a report shows to be out of date; nothing is added.
    public func pruned(by report: RunReport, known: Set<String>? = nil) -> Baseline {
        let results = Dictionary(report.cases.map { ($0.id, $0) }) { first, _ in first }
        var pruned = self
        pruned.entries = entries.filter { Excuses.problem(of: $0, results[$0.caseID], known: known) == nil }
        return pruned
    }

    /// The baseline that expects every fail of a report that no waiver covers, in the order of the contracts.
    ///
    /// Notes stay with their case. Entries that the report cannot judge stay too, behind the others.
    public func updated(from report: RunReport, known: Set<String>? = nil) -> Baseline {
        let earlier = Dictionary(entries.map { ($0.caseID, $0) }) { first, _ in first }
        let failing = report.cases.filter { $0.verdict == .fail && $0.disposition != .waived }
        let found = failing.map { result in
            Entry(
                rule: result.rule, row: result.row, signature: FailureSignature.text(of: result),
                note: earlier[result.id]?.note, location: earlier[result.id]?.location ?? Location(file: file))
        }
        let named = Set(found.map(\.caseID))
        var updated = self
        updated.entries = found + pruned(by: report, known: known).entries.filter { !named.contains($0.caseID) }
        return updated
    }

    /// The entries that a report shows to be out of date.
    public func problems(by report: RunReport, known: Set<String>? = nil) -> [GateProblem] {
        let results = Dictionary(report.cases.map { ($0.id, $0) }) { first, _ in first }
        return entries.compactMap { Excuses.problem(of: $0, results[$0.caseID], known: known) }
    }
}
