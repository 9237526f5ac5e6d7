import ContractCore
import ContractRunner
import Foundation
import RFSEmulator
import Synchronization

/// Runs cases against emulators, each made for the purpose.
struct Laboratory: Sendable {
    let suite: Suite
    let plan: Plan
    let resolution: TargetResolution
    let jobs: Int
    private let casesByRule: [String: [Case]]
    private let rulesByID: [String: PlannedRule]

    /// How many cases share a runner: each has secrets of its own, and every output is searched for all of them.
    private static let batch = 24

    init(suite: Suite, plan: Plan, resolution: TargetResolution, jobs: Int) {
        self.suite = suite
        self.plan = plan
        self.resolution = resolution
        self.jobs = jobs
        casesByRule = Dictionary(grouping: plan.cases, by: \.rule)
        rulesByID = Dictionary(plan.rules.map { ($0.id, $0) }) { first, _ in first }
    }

    /// The cases of a rule.
    func cases(of rule: String) -> [Case] { casesByRule[rule] ?? [] }

    /// The same with more jobs, for runs that wait more than they work.
    var wider: Laboratory { Laboratory(suite: suite, plan: plan, resolution: resolution, jobs: jobs * 8) }

    /// Cases that are run one after the other, beside others on the same target.
    struct Part: Sendable {
        /// The run that they are, so that no other part has their names and files.
        let runID: String
        let cases: [Case]
    }

    /// Cases in parts of about equal size, one for each job.
    func parts(of cases: [Case]) -> [Part] {
        let count = min(jobs, max(1, cases.count))
        return (0..<count).map { part in
            Part(
                runID: String(0xACE0_0000 + UInt32(part) << 12, radix: 16),
                cases: cases.enumerated().filter { $0.offset % count == part }.map(\.element))
        }
    }

    /// Runs cases against an emulator of this process.
    func run(_ cases: [Case], on emulator: DirectEmulator) throws -> [CaseResult] {
        try run(cases, ready: emulator.ready, DirectTransport(emulator: emulator))
    }

    /// Runs a part of the cases against an emulator of this process.
    func run(_ part: Part, on emulator: DirectEmulator, seed: UInt64 = 1) throws -> [CaseResult] {
        try run(
            part.cases, ready: emulator.ready, DirectTransport(emulator: emulator), seed: seed, runID: part.runID)
    }

    /// Runs cases against an emulator, one after the other.
    ///
    /// - Parameter shared: the clock of a run whose cases all share the emulator's first account; nil for any other.
    func run(
        _ cases: [Case], ready: ReadyLine, _ transport: any Transport, seed: UInt64 = 1, shared: RunClock? = nil,
        runID: String = "0ace0ace"
    ) throws -> [CaseResult] {
        var resolution = resolution
        resolution.adopt(ready)
        if shared != nil {
            resolution.environment.isolation = nil
            // A clock that one case moves is moved for all of them.
            resolution.environment.capabilities["virtual-clock"] = nil
        }
        return try run(
            cases, resolution, endpoint: ready.endpoint, transport, seed: seed, runID: runID, jobs: 1,
            clock: shared ?? .hurried())
    }

    /// Runs cases against any target.
    func run(
        _ cases: [Case], _ resolution: TargetResolution, endpoint: String, _ transport: any Transport, seed: UInt64 = 1,
        runID: String = "0ace0ace", jobs: Int, interruption: Interruption = Interruption(), clock: RunClock = .hurried()
    ) throws -> [CaseResult] {
        var results: [CaseResult] = []
        var rest = cases[...]
        // Runs that share an account need names of their own, and a batch is a run.
        var number = UInt32(runID, radix: 16) ?? 0
        while !rest.isEmpty {
            let batch = Array(rest.prefix(Self.batch * jobs))
            rest = rest.dropFirst(Self.batch * jobs)
            number &+= 1
            let digits = String(number, radix: 16)
            var settings = settings(for: batch, resolution, endpoint: endpoint)
            settings.runID = String(repeating: "0", count: 8 - digits.count) + digits
            settings.seed = seed
            settings.jobs = jobs
            settings.clock = clock
            results += try report(settings, transport, interruption: interruption).cases
        }
        return results
    }

    /// The settings of a run of some cases, one after the other.
    func settings(for cases: [Case], _ resolution: TargetResolution, endpoint: String) -> RunSettings {
        let rules = cases.map(\.rule).reduce(into: [PlannedRule]()) { rules, id in
            if rules.last?.id != id, let rule = rulesByID[id] { rules.append(rule) }
        }
        return RunSettings(
            suite: suite, plan: Plan(rules: rules, cases: cases), environment: resolution.environment,
            variables: resolution.variables, secrets: resolution.secrets, namedURLs: resolution.namedURLs,
            endpoint: endpoint, version: Hallmark.version)
    }

    /// The report of a run.
    ///
    /// - Parameter cleanup: sends what removes things; nil for the same transport.
    func report(
        _ settings: RunSettings, _ transport: any Transport, cleanup: (any Transport)? = nil,
        interruption: Interruption = Interruption()
    ) throws(Failure) -> RunReport {
        do throws(ConfigurationError) {
            return try Runner(
                settings, transport: transport, cleanupTransport: cleanup, interruption: interruption
            ).run()
        } catch {
            throw Failure(status: .invalidFile, message: error.message, hint: error.hint)
        }
    }

    /// Does something for each element, as many at once as there are jobs; results in the order of the elements.
    func each<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var next = 0
            var results: [Result?] = Array(repeating: nil, count: elements.count)
            func add() {
                guard next < elements.count else { return }
                let index = next
                next += 1
                group.addTask { (index, try await Self.onThread { try body(elements[index]) }) }
            }
            for _ in 0..<max(1, jobs) { add() }
            while let (index, result) = try await group.next() {
                results[index] = result
                add()
            }
            return results.compactMap(\.self)
        }
    }

    /// Runs something that blocks on a thread of its own.
    static func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Swift.Result { try body() }) }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }
}

extension RunClock {
    /// A clock on which waiting takes no time: what would be slept is added to the time.
    ///
    /// - Parameter pass: told how many seconds pass.
    static func hurried(_ pass: @escaping @Sendable (Double) -> Void = { _ in }) -> RunClock {
        let slept = Slept()
        return RunClock(
            monotonic: { RunClock.system.monotonic() + slept.seconds },
            wall: { RunClock.system.wall() + slept.seconds },
            sleep: { seconds, _ in
                slept.add(seconds)
                pass(seconds)
            })
    }

    private final class Slept: Sendable {
        private let total = Mutex(0.0)
        var seconds: Double { total.withLock { $0 } }
        func add(_ seconds: Double) { total.withLock { $0 += seconds } }
    }
}
