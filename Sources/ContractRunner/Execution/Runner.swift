public import ContractCore
import Synchronization

/// Runs a plan: cases at once on threads of their own, results in the order of the plan.
///
/// Each case runs straight through on one thread, which sends with libcurl and waits. Threads were chosen over libcurl's
/// multi interface: the checks of a case are most of its cost, so they have to be spread over the cores anyway, and a
/// blocking call needs no continuation and no hop between threads for each request.
public struct Runner: Sendable {
    private let context: RunContext
    private let check: CapabilityCheck

    /// Prepares a run; fails when the environment cannot be resolved.
    ///
    /// `cleanupTransport` sends what removes things, so that `transport` may be cancelled with the interruption.
    public init(
        _ settings: RunSettings, transport: any Transport, cleanupTransport: (any Transport)? = nil,
        interruption: Interruption = Interruption()
    ) throws(ConfigurationError) {
        context = try RunContext(
            settings, transport: transport, cleanupTransport: cleanupTransport, interruption: interruption)
        try Signers.check(settings.environment)
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
        let (obstacle, before) = preflight(cases)
        // The first case that could run shows what keeps all of them from it.
        let first = obstacle == nil ? nil : cases.firstIndex { check.missing(for: $0) == nil }
        // What found no room, or came too late, comes again in a round of fewer cases at once.
        var (jobs, widest) = (settings.jobs, 0)
        repeat {
            let width = round(board, jobs, cases, obstacle, first, report)
            widest = max(widest, width)
            jobs = max(1, width / 4)
            context.round.add(1, ordering: .releasing)
        } while board.beginRound()
        let (results, during) = board.takeOutcomes()
        let after = cleanUpShared()
        context.ledger?.close()
        let facts = RunFacts(
            id: settings.runID, version: settings.version, transport: CurlTransport.version, startedAt: startedAt,
            seconds: context.elapsed, target: settings.targetName ?? context.redact { $0.redact(context.endpoint) },
            environment: settings.environment.name, seed: settings.seed, jobs: settings.jobs ?? widest,
            strict: settings.strict, suiteDigest: settings.suiteDigest, selection: settings.selection,
            interrupted: context.interruption.isRequested, mutation: context.admission.words,
            suite: SuiteFacts(name: settings.suite.name, version: settings.suite.version))
        return RunReport(
            run: facts, rules: Self.rules(settings.plan, results), cases: results,
            cleanup: [before, during, after].reduce(into: CleanupReport()) { $0.add($1) })
    }

    /// Runs the cases of one round, so many at once, and gives the number that did run at once.
    private func round(
        _ board: Board, _ jobs: Int?, _ cases: PlannedCases, _ obstacle: Obstacle?, _ first: Int?,
        _ report: @escaping @Sendable (RunEvent) -> Void
    ) -> Int {
        let settings = context.settings
        let width = min(cases.count, jobs ?? mostAtOnce)
        context.width.store(width, ordering: .releasing)
        let crew = Crew(jobs: jobs, most: width) { [context, check] in
            guard let index = board.next() else { return nil }
            let item = cases[index]
            let outcome = Self.outcome(
                of: item, index, context, check, obstacle.map { index == first ? $0 : $0.withoutEvidence },
                stopped: board.isStopped)
            let mayEndOtherwise = outcome.result.code.map(Stop.crowded.contains) ?? false
            if mayEndOtherwise, width > 1, !context.interruption.isRequested {
                board.putAside(index, outcome)
                return outcome.result
            }
            let isBroken = outcome.result.verdict == .fail && item.level >= (settings.strict ? .should : .must)
            board.finish(index, outcome, stop: settings.failFast && isBroken) { result, done in
                report(.ended(result, done: done))
            }
            return outcome.result
        }
        return crew.join()
    }

    /// The most cases that run at once where nobody says it: few where they share an account and change it.
    private var mostAtOnce: Int {
        let settings = context.settings
        if settings.plan.cases.onlyRead { return 128 }
        let isolation = settings.environment.isolation.map { check.availability($0) }
        return if case .success = isolation { 32 } else { 8 }
    }

    /// Removes what several cases used.
    private func cleanUpShared() -> CleanupReport {
        let execution = CaseExecution.ofRun(context, check, index: context.settings.plan.cases.count + 1)
        guard let gone = StatusAssertion.undone else { return CleanupReport() }
        execution.removals = context.takeShared().reversed().map { item in
            let pending = PendingRemoval(
                resource: item.resource, number: item.number, request: item.request, gone: gone, signature: nil)
            pending.creation = .accepted
            pending.isLearned = item.isLearned
            return pending
        }
        execution.cleanUp()
        return execution.cleanup
    }

    /// The result of each rule, from the verdicts of its cases.
    private static func rules(_ plan: Plan, _ results: PackedList<CaseResult>) -> PackedList<RuleResult> {
        let owned = CasesByRule(results, of: plan.rules)
        return PackedList(plan.rules, verdicts: plan.rules.indices.map { owned.verdict(of: $0) })
    }

    private static func outcome(
        of item: Case, _ index: Int, _ context: RunContext, _ check: CapabilityCheck, _ obstacle: Obstacle?,
        stopped: Bool
    ) -> Board.Outcome {
        let obstacle: Obstacle? =
            context.interruption.isRequested
            ? Obstacle(stop: .interrupted)
            : stopped
                ? Obstacle(
                    stop: Stop(.skipped, "fail-fast", "an earlier rule was broken, and the run was to stop there"))
                : obstacle
        if let obstacle, check.missing(for: item) == nil {
            let result = CaseResult(
                rule: item.rule, row: item.row, verdict: obstacle.stop.verdict, reason: obstacle.stop.reason,
                code: obstacle.stop.code, exchanges: obstacle.exchanges, file: item.location.file,
                line: item.location.line, start: context.elapsed)
            return Board.Outcome(result: result, cleanup: CleanupReport())
        }
        return tried(item, index, context, check)
    }

    /// A case's result and, when it does not hold and may be repeated, its result in the last try, with the others beside it.
    private static func tried(_ item: Case, _ index: Int, _ context: RunContext, _ check: CapabilityCheck)
        -> Board.Outcome
    {
        var (result, cleanup) = CaseExecution(item, index: index, context, check).run()
        var attempts: [Attempt] = []
        let (start, first) = (result.start, result.seconds)
        var seconds = first
        // What is seen of a moment may have been chance: a fail is believed when it comes again and again.
        func isTriedAgain(_ result: CaseResult) -> Bool {
            let retries = context.settings.retries
            guard !context.interruption.isRequested, result.code != Stop.noRoom, result.code != Stop.crowdedOut else {
                return false
            }
            let isOfAMoment = item.steps.contains { $0.during != nil }
            return switch result.verdict {
            case .fail: attempts.count < max(retries, isOfAMoment ? 2 : 0)
            case .inconclusive, .error: attempts.count < retries
            default: false
            }
        }
        while isTriedAgain(result) {
            attempts.append(
                Attempt(verdict: result.verdict, reason: result.reason, code: result.code, seconds: result.seconds))
            let again = CaseExecution(item, index: index, attempt: attempts.count, context, check).run()
            result = again.result
            seconds += result.seconds
            cleanup.add(again.cleanup)
        }
        guard !attempts.isEmpty else { return Board.Outcome(result: result, cleanup: cleanup) }
        result.attempts = attempts
        result.start = start
        result.seconds = seconds
        return Board.Outcome(result: result, cleanup: cleanup)
    }

    /// What keeps every case from being judged: no connection, or credentials that are refused.
    private func preflight(_ cases: PlannedCases) -> (obstacle: Obstacle?, cleanup: CleanupReport) {
        guard let probe = context.settings.suite.probe, !cases.isEmpty else { return (nil, CleanupReport()) }
        let execution = CaseExecution.ofRun(context, check, index: cases.count)
        let obstacle = execution.obstacle(probe)
        execution.cleanUp()
        return (obstacle, execution.cleanup)
    }
}

/// What keeps every case of a run from being judged, without secrets.
struct Obstacle: Sendable {
    let stop: Stop
    /// The exchanges that showed it.
    var exchanges: [ExchangeRecord] = []

    /// The same without its exchanges, for all cases but one.
    var withoutEvidence: Obstacle { Obstacle(stop: stop) }
}

extension CaseExecution {
    /// An execution for what belongs to the run and to no case.
    static func ofRun(_ context: RunContext, _ check: CapabilityCheck, index: Int, caseID: String = "run")
        -> CaseExecution
    {
        CaseExecution(Case(idle: caseID), index: index, context, check)
    }

    /// What keeps a probe from being accepted.
    fileprivate func obstacle(_ probe: RequestTemplate) -> Obstacle? {
        do throws(Stop) {
            try openAccount()
            let (request, _) = try build(probe, "the probe")
            let status = try exchange(try signed(request, usual), label: "probe", foresees: { _ in true }).response
                .status
            guard status == 401 else { return nil }
            return obstacle(
                Stop(
                    .error, "credentials-refused",
                    "the target refuses the credentials of this run: 401 to \(request.method) \(request.url)"))
        } catch {
            return error.verdict == .error ? obstacle(error) : nil
        }
    }

    /// What was found out, taken through the redactor as the result of a case is.
    private func obstacle(_ stop: Stop) -> Obstacle {
        let result = redactor.redact(
            CaseResult(
                rule: "", verdict: stop.verdict, reason: stop.reason, code: stop.code, exchanges: evidence, file: "",
                line: 1))
        return Obstacle(stop: Stop(stop.verdict, stop.code, result.reason ?? ""), exchanges: result.exchanges)
    }
}
