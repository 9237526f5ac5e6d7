import ContractCore
import ContractRunner
import RFSEmulator

/// Runs in another order, alone, twice, at once, in a shared account: none of it may change a verdict.
extension Prover {
    /// All of them.
    ///
    /// - Parameter usual: the verdicts of cases on the faithful emulator.
    func metamorphic(_ cases: [Case], usual: [String: Verdict]) async throws -> [SteadyRun] {
        let laboratory = laboratory
        var runs: [SteadyRun] = []
        func add(_ id: String, _ summary: String, _ usual: [String: Verdict], _ results: [CaseResult]) {
            let changes = ChangedVerdict.changes(in: results, usual: usual)
            tell("  \(id): \(changes.isEmpty ? "no verdict changed" : "\(changes.count) verdicts changed")")
            runs.append(SteadyRun(id: id, summary: summary, cases: results.count, changes: changes))
        }
        tell("other orders, other seeds, shared accounts")
        var generator = Shuffler(seed: 7)
        let shuffled = cases.shuffled(using: &generator)
        add("shuffled", "the cases come in another order", usual, try await onOne(shuffled))
        add("another-seed", "every random choice is another", usual, try await onOne(cases, seed: 99))
        add(
            "each-alone", "each rule runs by itself", usual,
            try await laboratory.each(Array(Dictionary(grouping: cases, by: \.rule).values)) { rule in
                let emulator = try DirectEmulator.started()
                defer { emulator.stop() }
                return try laboratory.run(rule, on: emulator)
            }.flatMap(\.self))
        // Each of them is one thread.
        async let second = twice(cases)
        async let shared = shared(cases)
        add("twice", "the second of two runs in a row", usual, try await second)
        let (first, both, isTouched, remains) = try await shared
        let alone = Dictionary(first.map { ($0.id, $0.verdict) }) { first, _ in first }
        add("shared-account", "all cases share an account that holds resources of others", open(usual, alone), first)
        add("two-at-once", "two runs at once share an account", alone, both)
        if isTouched {
            let words = "modules or stacks that no run made are not as they were"
            runs[runs.count - 1].changes.append(
                ChangedVerdict(id: "resources of others", usual: .pass, verdict: .fail, sentence: words))
        }
        if !remains.isEmpty {
            let words = "left in the account when all runs were over: \(remains.joined(separator: ", "))"
            runs[runs.count - 1].changes.append(
                ChangedVerdict(id: "what runs made", usual: .pass, verdict: .fail, sentence: words))
        }
        return runs
    }

    /// The usual verdicts of cases that a shared account lets run.
    private func open(_ usual: [String: Verdict], _ shared: [String: Verdict]) -> [String: Verdict] {
        usual.filter { shared[$0.key] != .skipped }
    }

    private func onOne(_ cases: [Case], seed: UInt64 = 1) async throws -> [CaseResult] {
        let laboratory = laboratory
        let emulator = try DirectEmulator.started(seed: seed)
        defer { emulator.stop() }
        return try await laboratory.each(laboratory.parts(of: cases)) { part in
            try laboratory.run(part, on: emulator, seed: seed)
        }.flatMap(\.self)
    }

    private func twice(_ cases: [Case]) async throws -> [CaseResult] {
        let laboratory = laboratory
        return try await Laboratory.onThread {
            let emulator = try DirectEmulator.started()
            defer { emulator.stop() }
            _ = try laboratory.run(cases, on: emulator)
            return try laboratory.run(cases, on: emulator)
        }
    }

    /// A run in an account with foreign resources, and two runs at once in it; whether the foreign ones were touched, and
    /// what else there is in the end.
    private func shared(
        _ cases: [Case]
    ) async throws -> (alone: [CaseResult], both: [CaseResult], isTouched: Bool, remains: [String]) {
        let laboratory = laboratory
        let emulator = try DirectEmulator.started()
        defer { emulator.stop() }
        let foreign = (0..<3).map { emulator.makeForeign($0) }
        // What a case takes for granted of an account of its own is not there to be shared.
        let cases = cases.filter { !laboratory.needsAccount($0) }
        @Sendable func run(in time: SharedTime, _ runID: String) async throws -> [CaseResult] {
            try await Laboratory.onThread {
                defer { time.leave() }
                return try laboratory.run(
                    cases, ready: emulator.ready, DirectTransport(emulator: emulator), shared: time.clock, runID: runID)
            }
        }
        let before = SharedTime(runs: 1) { emulator.pass($0) }
        let alone = try await run(in: before, "0ace0ace")
        let time = SharedTime(runs: 2, start: before.now) { emulator.pass($0) }
        async let first = run(in: time, "aaaa0000")
        async let second = run(in: time, "bbbb0000")
        let both = try await first + second
        return (alone, both, (0..<3).map { emulator.foreign($0) } != foreign, emulator.remains)
    }
}

extension Laboratory {
    /// Whether a case can only be run in an account of its own: it needs one, or changes what an account may do.
    func needsAccount(_ item: Case) -> Bool {
        let check = CapabilityCheck(suite: suite, environment: resolution.environment, variables: [])
        let own: Set<String> = [
            "fresh-account", "throttling", "server-fault", "module-quota", "version-quota", "stack-quota", "plan-quota",
        ]
        return !own.isDisjoint(with: check.needs(of: item))
    }
}

extension DirectEmulator {
    /// Puts a module and a stack into the first account that no run made, and gives what is shown of them.
    fileprivate func makeForeign(_ number: Int) -> [[UInt8]] {
        let module = #"{"module_name":"foreign-\#(number)","module_description":"not of this run"}"#
        _ = asked("POST", "/v1/private-modules", module, number)
        _ = asked("POST", "/v1/\(ready.projectID)/stacks", #"{"stack_name":"foreign-\#(number)"}"#, number)
        return foreign(number)
    }

    /// What is shown of the foreign module and the foreign stack of a number.
    fileprivate func foreign(_ number: Int) -> [[UInt8]] {
        [
            asked("GET", "/v1/private-modules/foreign-\(number)/metadata", "", number),
            asked("GET", "/v1/\(ready.projectID)/stacks/foreign-\(number)/metadata", "", number),
        ]
    }

    /// The names of modules and stacks that are not foreign, those of a first page.
    fileprivate var remains: [String] {
        [("/v1/private-modules", "modules", "module_name"), ("/v1/\(ready.projectID)/stacks", "stacks", "stack_name")]
            .flatMap { path, list, name in
                let content = try? JSONReader.read(asked("GET", path, "", 0)).value
                return (content?[list]?.arrayValue ?? []).compactMap { $0[name]?.stringValue }
            }.filter { !$0.hasPrefix("foreign-") }
    }

    /// Lets time pass on the clock of the first account.
    fileprivate func pass(_ seconds: Double) {
        _ = answer(
            method: "POST", url: "\(ready.adminEndpoint)/accounts/\(ready.domainID)/clock/advance",
            body: Array("{\"milliseconds\":\(Int((seconds * 1_000).rounded()))}".utf8))
    }

    private func asked(_ method: String, _ path: String, _ body: String, _ number: Int) -> [UInt8] {
        let id = "0a0a0a0a-0000-4000-8000-00000000000\(number)"
        let headers = [("X-Auth-Token", ready.token), ("Client-Request-Id", id)]
        return answer(method: method, url: ready.endpoint + path, headers: headers, body: Array(body.utf8))?.body ?? []
    }
}

/// Numbers for a shuffle that is the same in every proof (SplitMix64).
private struct Shuffler: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
