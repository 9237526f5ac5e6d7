/// Applies a baseline and waivers to a report, and finds the entries that are out of date.
///
/// A verdict never changes: a fail that is excused gets another disposition and says by what. An entry is judged only by
/// cases that ran to a verdict, so that a partial run makes none of them stale.
public struct Excuses: Sendable {
    private let baseline: Baseline?
    private let waivers: WaiverList?
    /// Every case that there is, selected or not, by its identifier.
    private let known: Set<String>?

    /// Takes the files; `known` holds the identifiers of all cases of the suite, nil when they are not known.
    public init(baseline: Baseline? = nil, waivers: WaiverList? = nil, known: Set<String>? = nil) {
        self.baseline = baseline
        self.waivers = waivers
        self.known = known
    }

    /// The report with its fails excused where an entry allows it, and with the state of the entries.
    public func apply(to report: RunReport) -> RunReport {
        guard baseline != nil || waivers != nil else { return report }
        var report = report
        var gate = GateFacts(baseline: baseline?.file, waivers: waivers?.file)
        applyWaivers(to: &report, &gate)
        applyBaseline(to: &report, &gate)
        settleRules(of: &report)
        report.gate = gate
        return report
    }

    // MARK: Waivers

    private func applyWaivers(to report: inout RunReport, _ gate: inout GateFacts) {
        let today = CalendarDate(timestamp: report.run.startedAt)
        for waiver in waivers?.waivers ?? [] where waiver.isInScope(of: report.run) {
            func problem(_ kind: GateProblem.Kind, _ message: String) {
                gate.problems.append(
                    GateProblem(
                        kind: kind, file: waiver.location.file, line: waiver.location.line, entry: waiver.id,
                        message: message))
            }
            if let today, waiver.expires < today {
                problem(.expired, "the waiver '\(waiver.id)' of \(waiver.owner) held until \(waiver.expires)")
                continue
            }
            var cursor = PackedList.Cursor(report.cases)
            let covered = report.cases.indices.filter {
                guard Glob.matches(waiver.rule, cursor.name(at: $0)) else { return false }
                let result = cursor.element(at: $0)
                return waiver.covers(rule: result.rule, row: result.row)
            }
            let failing = covered.filter { report.cases.gists[$0].verdict == .fail }
            guard !failing.isEmpty else {
                if let message = idle(waiver, covered.map { report.cases.gists[$0].verdict }) {
                    problem(message.0, message.1)
                }
                continue
            }
            let reason = "\(waiver.id) until \(waiver.expires): \(waiver.reason) (\(waiver.owner))"
            for place in failing { excuse(place, of: &report, .waived, reason) }
            gate.applied.append(
                AppliedWaiver(
                    id: waiver.id, reason: waiver.reason, owner: waiver.owner, link: waiver.link,
                    expires: "\(waiver.expires)",
                    cases: failing.map { report.cases[$0].id }))
        }
    }

    /// What is wrong with a waiver that excuses nothing, or nil when that cannot be told.
    private func idle(_ waiver: Waiver, _ verdicts: [Verdict]) -> (GateProblem.Kind, String)? {
        if verdicts.isEmpty {
            guard let known, !known.contains(where: { Self.covers(waiver, $0) }) else { return nil }
            return (.unknown, "the waiver '\(waiver.id)' is about no rule that there is")
        }
        guard verdicts.allSatisfy({ $0 == .pass }) else { return nil }
        return (.stale, "what the waiver '\(waiver.id)' excuses holds now")
    }

    private static func covers(_ waiver: Waiver, _ id: String) -> Bool {
        guard id.hasSuffix("]"), let open = id.firstRange(of: " [") else { return waiver.covers(rule: id, row: nil) }
        return waiver.covers(rule: String(id[..<open.lowerBound]), row: String(id[open.upperBound...].dropLast()))
    }

    // MARK: Baseline

    private func applyBaseline(to report: inout RunReport, _ gate: inout GateFacts) {
        guard let baseline else { return }
        let named = Set(baseline.entries.map(\.caseID))
        var places: [String: Int] = [:]
        for (place, result) in report.cases.enumerated() where named.contains(result.id) && places[result.id] == nil {
            places[result.id] = place
        }
        for entry in baseline.entries {
            let place = places[entry.caseID]
            guard let finding = Self.problem(of: entry, place.map { report.cases[$0] }, known: known) else {
                guard let place, report.cases.gists[place].verdict == .fail else { continue }
                excuse(place, of: &report, .expected, entry.note ?? "known failure \(entry.signature)")
                continue
            }
            gate.problems.append(finding)
        }
    }

    /// What is wrong with a baseline entry, judged by the result of its case; nil when it is right or cannot be judged.
    static func problem(of entry: Baseline.Entry, _ result: CaseResult?, known: Set<String>?) -> GateProblem? {
        func problem(_ kind: GateProblem.Kind, _ message: String) -> GateProblem {
            GateProblem(
                kind: kind, file: entry.location.file, line: entry.location.line, entry: entry.caseID, message: message)
        }
        guard let result else {
            guard let known, !known.contains(entry.caseID) else { return nil }
            return problem(.unknown, "the baseline names '\(entry.caseID)', and there is no such case")
        }
        switch result.verdict {
        case .pass: return problem(.stale, "'\(entry.caseID)' is expected to fail, and it holds now")
        case .fail:
            let signature = FailureSignature.text(of: result)
            guard signature != entry.signature else { return nil }
            return problem(
                .changed, "'\(entry.caseID)' is expected to fail as \(entry.signature), and it fails as \(signature)")
        case .inconclusive, .error, .unsupported, .skipped: return nil
        }
    }

    /// Excuses a fail that nothing has excused.
    private func excuse(_ place: Int, of report: inout RunReport, _ disposition: Disposition, _ reason: String) {
        var result = report.cases[place]
        guard result.disposition == .unexpected else { return }
        result.disposition = disposition
        result.reason = reason
        report.cases[place] = result
    }

    // MARK: Rules

    /// A broken rule is excused when all of its broken cases are.
    private func settleRules(of report: inout RunReport) {
        var broken: [String: Set<Disposition>] = [:]
        var cursor = PackedList.Cursor(report.cases)
        for (place, gist) in report.cases.gists.enumerated() where gist.verdict == .fail {
            broken[cursor.name(at: place), default: []].insert(gist.disposition)
        }
        var names = PackedList.Cursor(report.rules)
        for place in report.rules.indices {
            guard let dispositions = broken[names.name(at: place)] else { continue }
            report.rules[place].disposition = RollUp.disposition(of: dispositions)
        }
    }
}

extension RollUp {
    /// The disposition of a broken rule: excused only when every broken case of it is, waived when one of them needed that.
    public static func disposition(of cases: some Sequence<Disposition>) -> Disposition {
        let seen = Set(cases)
        return seen.contains(.unexpected) || seen.isEmpty ? .unexpected : seen.contains(.waived) ? .waived : .expected
    }
}
