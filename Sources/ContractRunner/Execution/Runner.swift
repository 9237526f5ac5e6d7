import Foundation
import Synchronization

public import ContractCore

/// Runs a plan: cases at once on threads of their own, results in the order of the plan.
///
/// Each case runs straight through on one thread, which sends with libcurl and waits. Threads were chosen over libcurl's
/// multi interface: the checks of a case are most of its cost, so they have to be spread over the cores anyway, and a
/// blocking call needs no continuation and no hop between threads for each request.
public struct Runner: Sendable {
    private let context: RunContext
    private let check: CapabilityCheck

    /// Prepares a run; fails when the environment cannot be resolved.
    public init(_ settings: RunSettings, transport: any Transport, interruption: Interruption = Interruption()) throws(ConfigurationError) {
        context = try RunContext(settings, transport: transport, interruption: interruption)
        if let kind = settings.environment.signer?.kind, Signers.named(kind) == nil {
            throw ConfigurationError(
                "there is no signer of kind '\(kind)'", hint: Suggestion.hint(for: kind, among: Signers.all.map { $0.kind }))
        }
        check = CapabilityCheck(
            suite: settings.suite, environment: settings.environment, variables: Set(context.variables.keys))
    }

    /// What a case lacks in this run's environment, in words; nil when it can run.
    public func missing(for item: Case) -> String? { check.missing(for: item) }

    /// Runs every case and gives the report; `report` is told what happens, one call at a time.
    public func run(_ report: @escaping @Sendable (RunEvent) -> Void = { _ in }) -> RunReport {
        let settings = context.settings
        let startedAt = RunClock.text(settings.clock.wall())
        let cases = settings.plan.cases
        report(.started(cases: cases.count))
        let board = Board(count: cases.count)
        let obstacle = preflight(cases)
        let workers = (0..<max(1, min(settings.jobs, cases.count))).map { _ in
            Worker { [context, check] in
                while let index = board.next() {
                    let item = cases[index]
                    let outcome = Self.outcome(of: item, index, context, check, obstacle, stopped: board.isStopped)
                    let isBroken = outcome.result.verdict == .fail && item.level >= (settings.strict ? .should : .must)
                    board.finish(index, outcome, stop: settings.failFast && isBroken) { result, done in
                        report(.ended(result, done: done))
                    }
                }
            }
        }
        workers.forEach { $0.start() }
        workers.forEach { $0.join() }
        let outcomes = board.outcomes
        let results = outcomes.map(\.result)
        let facts = RunFacts(
            id: settings.runID, version: settings.version, transport: CurlTransport.version, startedAt: startedAt,
            seconds: context.elapsed, target: settings.targetName ?? context.redact { $0.redact(context.endpoint) },
            environment: settings.environment.name, seed: settings.seed, jobs: settings.jobs, strict: settings.strict,
            suiteDigest: settings.suiteDigest, selection: settings.selection,
            interrupted: context.interruption.isRequested,
            suite: SuiteFacts(name: settings.suite.name, version: settings.suite.version))
        return RunReport(
            run: facts, rules: Self.rules(settings.plan, results), cases: results,
            cleanup: outcomes.reduce(into: CleanupReport()) { sum, outcome in
                sum.created += outcome.cleanup.created
                sum.removed += outcome.cleanup.removed
                sum.leftBehind += outcome.cleanup.leftBehind
            })
    }

    /// The verdict of each rule, from the verdicts of its cases.
    private static func rules(_ plan: Plan, _ results: [CaseResult]) -> [RuleResult] {
        var verdicts: [String: [Verdict]] = [:]
        for result in results { verdicts[result.rule, default: []].append(result.verdict) }
        return plan.rules.map { $0.result(RollUp.verdict(of: verdicts[$0.id] ?? [])) }
    }

    private static func outcome(
        of item: Case, _ index: Int, _ context: RunContext, _ check: CapabilityCheck, _ obstacle: Stop?, stopped: Bool
    ) -> Board.Outcome {
        let stop: Stop? =
            context.interruption.isRequested ? .interrupted
            : stopped ? Stop(.skipped, "fail-fast", "an earlier rule was broken, and the run was to stop there")
            : obstacle
        if let stop, check.missing(for: item) == nil {
            let result = CaseResult(
                rule: item.rule, row: item.row, verdict: stop.verdict,
                reason: context.redact { $0.redact(stop.reason) }, code: stop.code, file: item.location.file,
                line: item.location.line, start: context.elapsed)
            return Board.Outcome(result: result, cleanup: CleanupReport())
        }
        return tried(item, index, context, check)
    }

    /// A case's result and, when it does not hold and may be repeated, its result in the last try, with the others beside it.
    private static func tried(_ item: Case, _ index: Int, _ context: RunContext, _ check: CapabilityCheck) -> Board.Outcome {
        var (result, cleanup) = CaseExecution(item, index: index, context, check).run()
        var attempts: [Attempt] = []
        let (start, first) = (result.start, result.seconds)
        var seconds = first
        while [.fail, .inconclusive, .error].contains(result.verdict), attempts.count < context.settings.retries,
            !context.interruption.isRequested
        {
            attempts.append(
                Attempt(verdict: result.verdict, reason: result.reason, code: result.code, seconds: result.seconds))
            let again = CaseExecution(item, index: index, attempt: attempts.count, context, check).run()
            result = again.result
            seconds += result.seconds
            cleanup.created += again.cleanup.created
            cleanup.removed += again.cleanup.removed
            cleanup.leftBehind += again.cleanup.leftBehind
        }
        guard !attempts.isEmpty else { return Board.Outcome(result: result, cleanup: cleanup) }
        result.attempts = attempts
        result.start = start
        result.seconds = seconds
        return Board.Outcome(result: result, cleanup: cleanup)
    }

    /// What keeps every case from being judged: no connection, or credentials that are refused.
    private func preflight(_ cases: [Case]) -> Stop? {
        guard let probe = context.settings.suite.probe, let first = cases.first else { return nil }
        var item = first
        item.given = []
        item.lets = []
        item.needs = []
        item.steps = []
        let execution = CaseExecution(item, index: cases.count, context, check)
        defer { execution.cleanUp() }
        return execution.obstacle(probe)
    }
}

extension CaseExecution {
    /// What keeps a probe from being accepted.
    fileprivate func obstacle(_ probe: RequestTemplate) -> Stop? {
        do throws(Stop) {
            try openAccount()
            var (request, _) = try build(probe, "the probe")
            try sign(&request, as: nil, [:], endpoint: context.endpoint)
            let status = try exchange(request, label: "probe", accepts: { _ in true }).response.status
            guard status == 401 else { return nil }
            return Stop(
                .error, "credentials-refused", "the target refuses the credentials of this run: 401 to \(request.method) \(request.url)")
        } catch {
            return error.verdict == .error ? error : nil
        }
    }
}

/// Hands out cases and collects outcomes.
private final class Board: Sendable {
    struct Outcome: Sendable {
        var result: CaseResult
        var cleanup: CleanupReport
    }

    private struct State {
        var next = 0
        var done = 0
        var isStopped = false
        var outcomes: [Outcome?]
    }

    private let state: Mutex<State>
    private let count: Int

    init(count: Int) {
        self.count = count
        state = Mutex(State(outcomes: Array(repeating: nil, count: count)))
    }

    func next() -> Int? {
        state.withLock { state in
            guard state.next < count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func finish(_ index: Int, _ outcome: Outcome, stop: Bool, _ report: (CaseResult, Int) -> Void) {
        state.withLock { state in
            state.outcomes[index] = outcome
            state.done += 1
            if stop { state.isStopped = true }
            report(outcome.result, state.done)
        }
    }

    var outcomes: [Outcome] { state.withLock { $0.outcomes.compactMap(\.self) } }
}

/// A thread that can be waited for.
private final class Worker: Sendable {
    private let body: @Sendable () -> Void
    private let ended = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func start() {
        let thread = Thread { [self] in
            body()
            ended.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
    }

    func join() { ended.wait() }
}
