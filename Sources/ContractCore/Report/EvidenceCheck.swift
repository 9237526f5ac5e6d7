/// Judges a report by its own evidence: whether what it says of rules follows from what its cases saw.
public enum EvidenceCheck {
    /// Everything in a report that does not follow from the rest of it, a sentence each; empty for a sound report.
    public static func problems(of report: RunReport) -> [String] {
        let listed = Dictionary(report.rules.map { ($0.id, $0) }) { first, _ in first }
        var problems: [String] = []
        if listed.count != report.rules.count { problems.append("a rule is listed twice") }
        var seen: Set<String> = []
        for result in report.cases {
            if !seen.insert(result.id).inserted { problems.append("the case '\(result.id)' is there twice") }
            if listed[result.rule] == nil {
                problems.append("the case '\(result.id)' belongs to no rule of the report")
            }
            problems += self.problems(of: result, in: report)
        }
        let cases = Dictionary(grouping: report.cases, by: \.rule)
        for rule in report.rules {
            let own = cases[rule.id] ?? []
            let verdict = RollUp.verdict(of: own.map(\.verdict))
            if verdict != rule.verdict {
                problems.append(
                    "the rule '\(rule.id)' is said to be \(rule.verdict.rawValue), and its cases make it \(verdict.rawValue)"
                )
            }
            let disposition =
                verdict == .fail
                ? RollUp.disposition(of: own.filter { $0.verdict == .fail }.map(\.disposition)) : .unexpected
            if disposition != rule.disposition {
                problems.append(
                    "the rule '\(rule.id)' is said to be \(rule.disposition.rawValue), and its cases make it \(disposition.rawValue)"
                )
            }
        }
        return problems
    }

    private static func problems(of result: CaseResult, in report: RunReport) -> [String] {
        var problems: [String] = []
        let broken = result.findings.contains { $0.outcome == .broken }
        switch result.verdict {
        case .pass:
            if broken { problems.append("the case '\(result.id)' is said to pass, and one of its findings is broken") }
            if result.observations == 0 {
                problems.append("the case '\(result.id)' is said to pass, and it observed nothing")
            }
            if result.exchanges.isEmpty {
                problems.append("the case '\(result.id)' is said to pass, and it sent nothing")
            }
        case .fail where !broken && (result.reason ?? "").isEmpty:
            problems.append("the case '\(result.id)' is said to fail, and nothing says why")
        default: break
        }
        if result.disposition == .waived {
            let waiver = report.gate?.applied.first { $0.cases.contains(result.id) }
            if let waiver {
                if let last = CalendarDate(waiver.expires), let day = CalendarDate(timestamp: report.run.startedAt),
                    last < day
                {
                    problems.append("the case '\(result.id)' is waived by '\(waiver.id)', which had expired")
                }
            } else {
                problems.append("the case '\(result.id)' is said to be waived, and no waiver of the report names it")
            }
        }
        if result.disposition == .expected, report.gate?.baseline == nil {
            problems.append("the case '\(result.id)' is said to be expected, and the report names no baseline")
        }
        if result.disposition != .unexpected, result.verdict != .fail {
            problems.append(
                "the case '\(result.id)' is said to be \(result.disposition.rawValue), and it does not fail")
        }
        return problems
    }
}
