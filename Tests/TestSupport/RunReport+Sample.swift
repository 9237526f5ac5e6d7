public import ContractCore

extension RunReport {
    /// A small run in which every verdict, level and disposition occurs, over three contracts.
    public static let sample = RunReport(
        run: RunFacts(
            id: "1f3a9c04", version: "0.1.0", transport: "libcurl/8.14.1 OpenSSL/3.5.1", startedAt: "2026-09-21T08:10:04.250Z",
            seconds: 12.345, target: "https://rfs.example.com", environment: "staging", seed: 42, jobs: 4,
            suiteDigest: "9c1f2ab41d0e5b7788aa", selection: "level must or should"),
        rules: SampleRules.all, cases: SampleCases.all,
        cleanup: CleanupReport(
            created: 7, removed: 6,
            leftBehind: [
                Leftover(
                    caseID: "create-private-module.name-length [128 characters]", resource: "module hm-1f3a9c04-模块",
                    reason: "delete answered 500 three times",
                    curl: "curl -X DELETE -H 'X-Auth-Token: ${TOKEN}' 'https://rfs.example.com/v1/private-modules/hm-1f3a9c04'")
            ]))

    /// The sample as it looks when nothing went wrong.
    public static var conformantSample: RunReport {
        var report = sample
        report.rules = report.rules.filter { $0.verdict == .pass }
        report.cases = report.cases.filter { $0.verdict == .pass }
        report.cleanup = CleanupReport(created: 7, removed: 7)
        return report
    }
}

/// The rules of the sample run.
enum SampleRules {
    static let all = [
        list("sort-count-mismatch", 14, .fail, .must, "Unequal numbers of sort_key and sort_dir are refused with 400."),
        list("newest-first", 40, .pass, .must, "Without sort_key the newest module comes first."),
        list("empty-account", 52, .skipped, .must, "An account without modules gets an empty list."),
        list(
            "marker-is-opaque", 60, .skipped, .must, "A marker means nothing outside its list.",
            untested: "nothing observable follows from it"),
        list("page-size", 66, .fail, .should, "A page has at most 100 modules."),
        create("name-length", 21, .fail, .must, "module_name is between 1 and 128 characters long.", disposition: .waived),
        create("duplicate-name", 48, .inconclusive, .must, "A name that is taken is refused with 409."),
        create("quota", 55, .inconclusive, .must, "More modules than the quota allows are refused with 429."),
        create("description-chinese", 61, .fail, .must, "module_description 可以包含中文。", disposition: .expected),
        create("x-request-id", 70, .pass, .may, "A response may carry X-Request-Id."),
        drift("detect", 9, .unsupported, .must, "Drift of a stack is detected on request."),
        drift("report", 17, .error, .should, "A drift report names each resource that differs."),
    ]

    private static func list(
        _ name: String, _ line: Int, _ verdict: Verdict, _ level: Level, _ text: String, untested: String? = nil
    ) -> RuleResult {
        rule("list-private-modules", "rfs.private-modules", name, line, verdict, level, text, untested: untested)
    }

    private static func create(
        _ name: String, _ line: Int, _ verdict: Verdict, _ level: Level, _ text: String,
        disposition: Disposition = .unexpected
    ) -> RuleResult {
        rule("create-private-module", "rfs.private-modules", name, line, verdict, level, text, disposition: disposition)
    }

    private static func drift(_ name: String, _ line: Int, _ verdict: Verdict, _ level: Level, _ text: String) -> RuleResult {
        rule("stack-drift", "rfs.stacks", name, line, verdict, level, text)
    }

    private static func rule(
        _ contract: String, _ folder: String, _ name: String, _ line: Int, _ verdict: Verdict, _ level: Level, _ text: String,
        untested: String? = nil, disposition: Disposition = .unexpected
    ) -> RuleResult {
        RuleResult(
            id: "\(contract).\(name)", level: level, text: text, source: "ListPrivateModules", section: "overview",
            contract: contract, group: "\(folder).\(contract)", file: SampleCases.file(contract), line: line, revision: "r1",
            tags: ["smoke"], untested: untested, verdict: verdict, disposition: disposition)
    }
}

/// The cases of the sample run.
enum SampleCases {
    static let all: [CaseResult] = [
        sortMismatch(row: "a key without a direction", query: "sort_key=create_time", line: 19),
        sortMismatch(row: "two keys, one direction", query: "sort_key=a&sort_key=b&sort_dir=desc", line: 21),
        CaseResult(
            rule: "list-private-modules.sort-count-mismatch", row: "键没有方向", verdict: .pass, observations: 2,
            exchanges: [outline], file: file("list-private-modules"), line: 22, start: 0.4, seconds: 0.021),
        CaseResult(
            rule: "list-private-modules.newest-first", verdict: .pass, remarks: ["answered 200 with an unknown field \"owner\""],
            observations: 5, exchanges: [outline], file: file("list-private-modules"), line: 44, start: 0.5, seconds: 1.204),
        CaseResult(
            rule: "list-private-modules.empty-account", verdict: .skipped, reason: "the environment has no fresh account",
            code: "missing-capability", file: file("list-private-modules"), line: 55),
        pageSize,
        CaseResult(
            rule: "create-private-module.name-length", row: "129 characters", verdict: .fail, disposition: .waived,
            reason: "W-012 until 2027-01-31: the console allows longer names", code: "status", observations: 1,
            findings: [finding("status", "status", "400", "201", "create-private-module", 30)],
            file: file("create-private-module"), line: 27, start: 2, seconds: 0.31),
        CaseResult(
            rule: "create-private-module.name-length", row: "128 characters", verdict: .pass, observations: 2,
            exchanges: [outline], file: file("create-private-module"), line: 26, start: 2.4, seconds: 0.3),
        rateLimited("duplicate-name", 50),
        rateLimited("quota", 57),
        CaseResult(
            rule: "create-private-module.description-chinese", verdict: .fail, disposition: .expected,
            reason: "known since 0.1", code: "json", observations: 3,
            findings: [finding("json", "body $['module_description']", "\"模块\"", "\"??\"", "create-private-module", 64)],
            file: file("create-private-module"), line: 61, start: 3, seconds: 0.2),
        CaseResult(
            rule: "create-private-module.x-request-id", verdict: .pass, observations: 1, exchanges: [outline],
            file: file("create-private-module"), line: 70, start: 3.4, seconds: 0.1),
        CaseResult(
            rule: "stack-drift.detect", verdict: .unsupported, reason: "optional feature drift-detection is declared absent",
            code: "declared-absent", file: file("stack-drift"), line: 9),
        CaseResult(
            rule: "stack-drift.report", verdict: .error, reason: "the connection to rfs.example.com was reset", code: "network",
            exchanges: [
                ExchangeRecord(
                    label: "step 1", method: "POST", url: "https://rfs.example.com/v1/stacks/drift",
                    requestHeaders: ["Client-Request-Id": "b9f3"], failure: "the connection to rfs.example.com was reset",
                    timings: TransferTimings(total: 0.5), curl: "curl -X POST 'https://rfs.example.com/v1/stacks/drift'")
            ],
            file: file("stack-drift"), line: 20, start: 4, seconds: 0.5),
    ]

    static func file(_ contract: String) -> String { "Contracts/rfs/\(contract).contract.yaml" }

    private static let outline = ExchangeRecord(
        label: "step 1", method: "GET", url: "https://rfs.example.com/v1/private-modules", status: 200,
        timings: TransferTimings(firstByte: 0.01, total: 0.02))

    private static func finding(
        _ assertion: String, _ place: String, _ expected: String, _ actual: String, _ contract: String, _ line: Int
    ) -> Finding {
        Finding(
            outcome: .broken, assertion: assertion, step: "step 1 GET /v1/private-modules", place: place, expected: expected,
            actual: actual, file: file(contract), line: line)
    }

    private static func sortMismatch(row: String, query: String, line: Int) -> CaseResult {
        let url = "https://rfs.example.com/v1/private-modules?\(query)"
        return CaseResult(
            rule: "list-private-modules.sort-count-mismatch", row: row, verdict: .fail,
            reason: "status: expected 400, got 200 (step 1 GET /v1/private-modules)", code: "status", observations: 2,
            findings: [
                finding("status", "status", "400", "200", "list-private-modules", 31),
                finding("json", "body $['error_code']", "a string", "nothing", "list-private-modules", 32),
            ],
            exchanges: [
                ExchangeRecord(
                    label: "given a module", method: "POST", url: "https://rfs.example.com/v1/private-modules", status: 201,
                    timings: TransferTimings(total: 0.11)),
                ExchangeRecord(
                    label: "step 1", method: "GET", url: url,
                    requestHeaders: ["Host": "rfs.example.com", "X-Auth-Token": "${TOKEN}", "Client-Request-Id": "b9f3"],
                    status: 200, reasonPhrase: "OK", responseHeaders: ["Content-Type": "application/json"],
                    responseBody: BodyRecord(text: #"{"modules":[{"module_name":"模块 | `a`"}]}"#, size: 42),
                    timings: TransferTimings(firstByte: 0.02, total: 0.031), curl: "curl -H 'X-Auth-Token: ${TOKEN}' '\(url)'"),
            ],
            file: file("list-private-modules"), line: line, start: 0.25, seconds: 0.142)
    }

    private static let pageSize = CaseResult(
        rule: "list-private-modules.page-size", verdict: .fail,
        reason: "body $['modules']: expected at most 100 elements, got 250 (step 1 GET /v1/private-modules)", code: "json",
        observations: 1,
        findings: [finding("json", "body $['modules']", "at most 100 elements", "250", "list-private-modules", 69)],
        exchanges: [outline], file: file("list-private-modules"), line: 66, start: 1.5, seconds: 0.2)

    private static func rateLimited(_ rule: String, _ line: Int) -> CaseResult {
        CaseResult(
            rule: "create-private-module.\(rule)", verdict: .inconclusive,
            reason: "429 five times in 120 s (step 2 POST /v1/private-modules/\(rule))", code: "rate-limited", observations: 0,
            file: file("create-private-module"), line: line, start: 2.7, seconds: 120.04)
    }
}
