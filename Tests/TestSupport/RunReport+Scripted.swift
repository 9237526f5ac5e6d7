public import ContractCore

extension RunReport {
    /// A run of rules whose verdicts are written down: each rule has one case, or the rows that are named.
    ///
    /// A rule stands as `name`, or as `name@revision`; all are must-rules of the contract `c` unless a level is given.
    public static func scripted(
        _ rules: [(name: String, rows: [(row: String?, verdict: Verdict)])], levels: [String: Level] = [:], id: String = "0000000a",
        startedAt: String = "2026-11-20T10:00:00.000Z", target: String = "https://one.example", digest: String = "d1"
    ) -> RunReport {
        var results: [RuleResult] = []
        var cases: [CaseResult] = []
        for (index, rule) in rules.enumerated() {
            let parts = rule.name.split(separator: "@").map(String.init)
            let id = "c.\(parts[0])"
            for row in rule.rows {
                let finding = Finding(
                    outcome: .broken, assertion: "status", step: "step 1 GET /x", place: "status", expected: "400", actual: "200",
                    file: "c.yaml", line: index + 1)
                cases.append(
                    CaseResult(
                        rule: id, row: row.row, verdict: row.verdict,
                        reason: row.verdict == .pass ? nil : row.verdict == .fail ? finding.sentence : "could not be told",
                        code: row.verdict == .pass ? nil : "status", observations: row.verdict == .pass ? 1 : 0,
                        findings: row.verdict == .fail ? [finding] : [],
                        exchanges: [
                            ExchangeRecord(
                                label: "step 1", method: "GET", url: "\(target)/x", status: 200,
                                timings: TransferTimings(total: Double(index + 1) / 100))
                        ], file: "c.yaml", line: index + 1, seconds: 0.1))
            }
            results.append(
                RuleResult(
                    id: id, level: levels[parts[0]] ?? .must, text: "The rule \(parts[0]) holds.", source: "The page", contract: "c",
                    group: "t.c", file: "c.yaml", line: index + 1, revision: parts.count > 1 ? parts[1] : "r1",
                    verdict: RollUp.verdict(of: rule.rows.map(\.verdict))))
        }
        let run = RunFacts(
            id: id, version: "0.1.0", transport: "libcurl/8", startedAt: startedAt, seconds: 2.5, target: target,
            environment: "staging", seed: 1, jobs: 2, suiteDigest: digest)
        return RunReport(run: run, rules: results, cases: cases)
    }

    /// A scripted run in which every rule has a single case.
    public static func scripted(
        verdicts: KeyValuePairs<String, Verdict>, levels: [String: Level] = [:], id: String = "0000000a",
        startedAt: String = "2026-11-20T10:00:00.000Z", target: String = "https://one.example", digest: String = "d1"
    ) -> RunReport {
        scripted(
            verdicts.map { ($0.key, [(row: nil, verdict: $0.value)]) }, levels: levels, id: id, startedAt: startedAt, target: target,
            digest: digest)
    }
}
