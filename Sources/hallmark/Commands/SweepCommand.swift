import ArgumentParser
import ContractCore
import ContractReports
import ContractRunner
import Foundation

struct SweepCommand: AsyncParsableCommand, StopsInOrder {
    static let statusWhenStopped: ExitStatus? = .interrupted
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Remove what interrupted runs left in the account.",
        discussion: """
            Lists what the ledgers say, then removes that and nothing else. A run that still goes on is left alone.
            Secrets are not in a ledger: the environment brings them, as in a run.
            """)

    @Argument(help: "Contract files or folders, for the environment that the suite names (default: Contracts).")
    var paths: [String] = []
    @OptionGroup var target: TargetOptions
    @OptionGroup var ledgers: LedgerOptions
    @Option(help: ArgumentHelp("Only the ledger of this run; may be repeated.", valueName: "id"))
    var run: [String] = []
    @Flag(help: "List what would be removed, and send nothing.")
    var dryRun = false
    @Flag(help: "Drop ledgers also of what could not be removed.")
    var forget = false

    func run() async throws {
        let files = LeftLedger.paths(in: ledgers.ledger).filter { path in
            run.isEmpty || run.contains { (path as NSString).lastPathComponent == "\($0).jsonl" }
        }
        var found: [LeftLedger] = []
        var isUnreadable = false
        for path in files {
            do throws(LedgerError) {
                if let ledger = try LeftLedger.open(path) {
                    list(ledger)
                    found.append(ledger)
                } else {
                    Console.error("'\(Escaping.visible(path))' belongs to a run that goes on: left alone")
                }
            } catch {
                isUnreadable = true
                Console.error("error: \(Escaping.visible(error.message))")
            }
        }
        let count = found.reduce(0) { $0 + $1.items.count }
        guard !dryRun else {
            Console.error(
                "\(Self.things(count)) in \(found.count) ledgers of '\(Escaping.visible(ledgers.ledger))', nothing sent"
            )
            if isUnreadable { throw ExitStatus.invalidFile.code }
            return
        }
        var left = 0
        for ledger in found where ledger.items.isEmpty { ledger.close() }
        let pending = found.filter { !$0.items.isEmpty }
        if !pending.isEmpty { left = try await sweep(pending) }
        Console.error("\(Self.things(count - left)) removed, \(left) left")
        if isUnreadable { throw ExitStatus.invalidFile.code }
        if left > 0 { throw ExitStatus.undecided.code }
    }

    private static func things(_ count: Int) -> String { count == 1 ? "1 thing" : "\(count) things" }

    private func list(_ ledger: LeftLedger) {
        guard !ledger.items.isEmpty else { return }
        let head = ledger.head
        Console.output(
            "run \(Escaping.visible(head.run)) of \(Escaping.visible(head.startedAt)) against \(Escaping.visible(head.endpoint))"
        )
        for item in ledger.items {
            let removal = item.removalWords ?? "nothing known that removes it"
            Console.output(
                "  \(Escaping.visible(item.resource)): \(Escaping.visible(removal)) (\(Escaping.visible(item.caseID)))")
        }
    }

    /// Sweeps ledgers one after another, and gives the number of things that may still be there.
    private func sweep(_ found: [LeftLedger]) async throws -> Int {
        let resolution = try TargetResolution.resolve(
            file: target.environment, endpoint: target.endpoint, variables: target.var, in: suite())
        try resolution.requireSecrets()
        let options = try target.transportOptions()
        let transport = CurlTransport(options: options)
        let interruption = StopSignals.current?.interruption { transport.cancel() } ?? Interruption()
        var left = 0
        for ledger in found {
            let sweeper: Sweeper
            do throws(ConfigurationError) {
                sweeper = try Sweeper(
                    try settings(of: ledger, resolution, options), transport: transport, interruption: interruption)
            } catch {
                throw Failure(status: .invalidFile, message: error.message, hint: error.hint)
            }
            sweeper.sweep(ledger) { item, outcome in
                switch outcome {
                case .gone: Console.output("removed \(Escaping.visible(item.resource))")
                case .left(let reason):
                    left += 1
                    Console.output("left \(Escaping.visible(item.resource)): \(Escaping.visible(reason))")
                }
            }
            ledger.close(forgetting: forget && !interruption.isRequested)
        }
        if interruption.isRequested { throw ExitStatus.interrupted.code }
        return left
    }

    /// The suite, for its environment; none is needed where the command line names one.
    private func suite() throws(Failure) -> LoadedSuite {
        if target.environment == nil { return try SuiteLoader.load(paths) }
        let (suite, plan) = Self.nothing
        return LoadedSuite(
            suite: suite, plan: plan, diagnostics: [], renderer: DiagnosticRenderer(files: []), root: ".", paths: [],
            digest: "")
    }

    /// A suite without rules.
    private static var nothing: (suite: Suite, plan: Plan) {
        let suite = SuiteReader.read([]).suite
        return (suite, Planner.plan(suite).plan)
    }

    private func settings(
        of ledger: LeftLedger, _ resolution: TargetResolution, _ options: TransportOptions
    ) throws(ConfigurationError) -> RunSettings {
        let endpoint = target.endpoint ?? resolution.statedEndpoint ?? ledger.head.endpoint
        func bare(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }
        guard bare(endpoint) == bare(ledger.head.endpoint) else {
            throw ConfigurationError(
                "the ledger '\(ledger.path)' is of a run against '\(ledger.head.endpoint)', not '\(endpoint)'",
                hint: "sweep each endpoint by itself: --run \(ledger.head.run)")
        }
        let (suite, plan) = Self.nothing
        return RunSettings(
            suite: suite, plan: plan, environment: resolution.environment,
            variables: resolution.variables, secrets: resolution.secrets, namedURLs: resolution.namedURLs,
            endpoint: endpoint, runID: ledger.head.run,
            version: Hallmark.version, transport: options)
    }
}

/// Where ledgers lie.
struct LedgerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder for the ledger of what a run creates.", valueName: "folder"))
    var ledger = LedgerOptions.folder

    /// The folder unless another is named.
    static let folder = ".hallmark/ledger"
}
