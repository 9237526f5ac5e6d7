import ArgumentParser
import ContractCore
import ContractReports
import ContractRunner
import Foundation
import RFSEmulator

struct RunCommand: AsyncParsableCommand, StopsInOrder {
    static let statusWhenStopped: ExitStatus? = .interrupted
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run contracts against an endpoint, or against the embedded emulator.")

    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []
    @OptionGroup var target: TargetOptions
    @Option(
        help: ArgumentHelp(
            "Keep the files that the target fetches on this machine, at one of its addresses.",
            valueName: "address"))
    var fileHost: String?
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var ledgers: LedgerOptions
    @OptionGroup var gate: GateOptions
    @Option(name: [.short, .long], help: "Cases at once, a number or 'auto'.")
    var jobs = "auto"
    @Flag(name: [.customShort("x"), .long], help: "Stop at the first broken binding rule.")
    var failFast = false
    @Option(help: "Requests at most in a time, for instance 20/s.")
    var rate: String?
    @Option(help: "The longest that a request may take, for instance 30s.")
    var timeout: String?
    @Option(help: "The longest that all requests of the run may take together, for instance 30m.")
    var runTimeout: String?
    @Option(help: "The number from which random choices derive.")
    var seed: UInt64 = 1
    @Flag(help: "Print what would be run, and send nothing.")
    var dryRun = false
    @Flag(help: "Let broken should-rules count like broken must-rules.")
    var strict = false
    @Option(help: "The folder for reports.")
    var reportDir = "reports"
    @Option(help: "Report formats, separated by commas: junit, markdown, json, html (default: all).")
    var report: [String] = []
    @Flag(name: [.short, .long], help: "Print nothing but failures and errors.")
    var quiet = false
    @Flag(name: [.short, .long], help: "Print every case.")
    var verbose = false

    func run() async throws {
        let formats = try ReportFolder.formats(report)
        let limits = try limits()
        let loaded = try SuiteLoader.load(paths)
        try loaded.requireValid()
        let (plan, claim) = try gate.claim(try selection.apply(to: loaded), in: loaded)
        let excuses = try gate.excuses(loaded)
        let shard = try selection.shardFacts(plan, of: loaded, required: claim.map { Set($0.rules) })
        var resolution = try TargetResolution.resolve(
            file: target.environment, endpoint: target.endpoint, variables: target.var, in: loaded)
        if dryRun { return try printPlan(plan, loaded, resolution) }

        let endpoint = target.endpoint ?? resolution.statedEndpoint
        var emulator: EmbeddedEmulator?
        if endpoint == nil {
            guard fileHost == nil else {
                throw Failure(
                    status: .usage, message: "'--file-host' is of no use here: the embedded emulator has its own store",
                    hint: "name the target with --endpoint")
            }
            let embedded = try await EmbeddedEmulator.start(
                seed: seed, isListening: target.isAboutConnections || timeout != nil)
            resolution.adopt(embedded.ready)
            emulator = embedded
        } else {
            try resolution.requireSecrets()
        }
        let store = try await FileHost.start(fileHost, &resolution)
        var outcome: RunReport
        do {
            let settings = try settings(
                plan, loaded, resolution, limits, endpoint: emulator?.ready.endpoint ?? endpoint,
                embedded: emulator)
            outcome = try await perform(settings, embedded: emulator)
        } catch {
            await emulator?.stop()
            await store?.stop()
            throw error
        }
        await emulator?.stop()
        await store?.stop()
        outcome.claim = claim
        outcome.run.shard = shard
        outcome = excuses.apply(to: outcome)
        if gate.annotations { Console.output(WorkflowAnnotations.text(outcome), terminator: "") }
        try ReportEnding.finish(outcome, formats: formats, folder: reportDir, history: gate.history)
    }

    /// What the command line says of time and number, nil where it leaves that to the environment.
    private struct Limits {
        var timeout: Int?
        var rate: Double?
        var jobs: Int?
    }

    private func limits() throws(Failure) -> Limits {
        var limits = Limits()
        if let timeout {
            limits.timeout = DurationText.milliseconds(timeout)
            guard limits.timeout ?? 0 > 0 else {
                throw Failure(
                    status: .usage, message: "'--timeout \(timeout)' is not a duration",
                    hint: "write a number and a unit: 30s")
            }
        }
        if let rate {
            limits.rate = RateText.perSecond(rate)
            guard limits.rate != nil else {
                throw Failure(
                    status: .usage, message: "'--rate \(rate)' is not a rate", hint: "write for instance 20/s")
            }
        }
        if jobs != "auto" {
            limits.jobs = Int(jobs)
            guard limits.jobs ?? 0 > 0 else {
                throw Failure(
                    status: .usage, message: "'--jobs \(jobs)' is not a number from 1", hint: "write a number, or auto")
            }
        }
        return limits
    }

    private func settings(
        _ plan: Plan, _ loaded: LoadedSuite, _ resolution: TargetResolution, _ limits: Limits, endpoint: String?,
        embedded: EmbeddedEmulator?
    ) throws -> RunSettings {
        var options = try target.transportOptions()
        if let milliseconds = limits.timeout ?? resolution.environment.pace.timeout {
            options.timeout = .milliseconds(milliseconds)
        }
        let isEmbedded = embedded != nil
        let jobs = limits.jobs ?? resolution.environment.pace.jobs ?? embedded?.jobs
        return RunSettings(
            suite: loaded.suite, plan: plan, environment: resolution.environment, variables: resolution.variables,
            secrets: resolution.secrets, namedURLs: resolution.namedURLs, endpoint: endpoint,
            targetName: isEmbedded ? "embedded emulator" : nil,
            runID: isEmbedded ? RunIdentity.derived(from: seed) : RunIdentity.random(), seed: seed,
            jobs: jobs, rate: limits.rate,
            failFast: failFast, strict: strict, suiteDigest: loaded.digest, selection: selection.words(loaded),
            version: Hallmark.version,
            transport: options, timeLimit: try timeLimit(), ledgerFolder: isEmbedded ? nil : ledgers.ledger,
            retries: gate.retries)
    }

    private func timeLimit() throws(Failure) -> Double? {
        guard let runTimeout else { return nil }
        guard let milliseconds = DurationText.milliseconds(runTimeout), milliseconds > 0 else {
            throw Failure(
                status: .usage, message: "'--run-timeout \(runTimeout)' is not a duration",
                hint: "write a number and a unit: 30m")
        }
        return Double(milliseconds) / 1_000
    }

    /// From how many cases on a run takes so long that memory counts for more than the time to map code again.
    private static let longRun = 256

    /// Runs on a thread of its own, since a run blocks; an interrupt ends it early, a second one at once.
    private func perform(_ settings: RunSettings, embedded: EmbeddedEmulator?) async throws -> RunReport {
        let transport = CurlTransport(options: settings.transport)
        // An interrupt ends the requests under way; cleanup has a transport of its own.
        let interruption = StopSignals.current?.interruption { transport.cancel() } ?? Interruption()
        let progress = Progress(verbose: verbose, quiet: quiet)
        let runner: Runner
        do {
            let cleanup = CurlTransport(beside: transport)
            runner = try Runner(
                settings, transport: embedded?.transport(besides: transport) ?? transport,
                cleanupTransport: embedded?.transport(besides: cleanup) ?? cleanup, interruption: interruption)
        } catch {
            throw Failure(status: .invalidFile, message: error.message, hint: error.hint)
        }
        let isLong = settings.plan.cases.count >= Self.longRun
        if isLong {
            Allocation.giveBackCode()
            Allocation.giveBack()
        }
        let report = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: runner.run { progress.show($0) }) }
        }
        // Reports need other code than the run.
        if isLong { Allocation.giveBackCode() }
        return report
    }

    private func printPlan(_ plan: Plan, _ loaded: LoadedSuite, _ resolution: TargetResolution) throws {
        for item in plan.cases {
            Console.output("planned \(item.id)")
            for step in item.steps { Console.output("    \(step.words)") }
        }
        Console.error("\(plan.cases.count) cases of \(plan.rules.count) rules planned, nothing sent")
    }
}

extension RunReport {
    /// The exit status that this report leads to.
    var exitStatus: ExitStatus {
        if run.interrupted { return .interrupted }
        if rules.gists.contains(where: { $0.isUnexcusedFailure(strict: run.strict) }) { return .broken }
        if !(gate?.problems ?? []).isEmpty { return .broken }
        if !cleanup.leftBehind.isEmpty { return .undecided }
        switch conformance {
        case .notConformant: return .broken
        case .undecided: return .undecided
        case .conformant: return .success
        case .notAssessed: return .nothingSelected
        }
    }
}

/// Names for runs.
enum RunIdentity {
    /// One that no other run has.
    static func random() -> String { hex(UInt32.random(in: .min ... .max)) }

    /// One that follows from a seed, for a target that nobody shares.
    static func derived(from seed: UInt64) -> String {
        hex(UInt32(truncatingIfNeeded: (seed &* 0x9E37_79B9_7F4A_7C15) >> 32))
    }

    private static func hex(_ number: UInt32) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }
}
