import ArgumentParser
import ContractCore
import ContractReports
import ContractRunner
import Foundation
import RFSEmulator

struct ProveCommand: AsyncParsableCommand, StopsInOrder {
    static let statusWhenStopped: ExitStatus? = .interrupted
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Show that every rule can fail, and that nothing but a broken rule makes it.",
        discussion: """
            Each mutant of the emulator breaks one rule in one way and must be caught by that rule's own cases. Benign
            variants, other orders and seeds must change no verdict, and degenerate targets must pass no binding rule.

            With an endpoint of your own, documented fields are got wrong on the way from it to the cases, one at a time:
            dropped, null, of another type, lists in another order, old answers and so on. A field whose wrongs no rule
            notices is a gap in the contracts. Only cases that pass on the endpoint can tell.
            """)

    /// A part of a proof.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        case mutants, variants, metamorphic, degenerate, fields
    }

    @Argument(help: "Contract files or folders (default: Contracts).")
    var paths: [String] = []
    @Option(help: ArgumentHelp("Rules by identifier, with * for any text; may be repeated.", valueName: "glob"))
    var rule: [String] = []
    @Option(help: ArgumentHelp("Mutants by identifier, with * for any text; may be repeated.", valueName: "glob"))
    var mutant: [String] = []
    @Option(help: ArgumentHelp("Only what differs from a commit touches.", valueName: "commit"))
    var changed: String?
    @Option(
        help: "Parts of the proof; may be repeated (default: all, with --rule, --mutant or --changed mutants only).")
    var part: [Part] = []
    @Flag(help: "Run the other rules of a mutant's operation too, and list those whose verdict changes.")
    var collateral = false
    @Option(name: [.short, .long], help: "Emulators, or cases on an endpoint, at once: a number or 'auto'.")
    var jobs = "auto"
    @Option(help: "The folder for kill-matrix.md, kill-matrix.json and kill-matrix.html.")
    var reportDir = "reports"
    @Option(help: "What is written to standard output: text or json.")
    var format = "text"
    @Flag(help: "List the mutants and variants that would be run.")
    var list = false
    @Flag(name: [.short, .long], help: "Print nothing on the way.")
    var quiet = false
    @OptionGroup var target: TargetOptions
    @OptionGroup var ledgers: LedgerOptions

    func run() async throws {
        let began = Date()
        guard ["text", "json"].contains(format) else {
            throw Failure(status: .usage, message: "there is no format '\(format)'", hint: "known here: text, json")
        }
        let loaded = try SuiteLoader.load(paths)
        try loaded.requireValid()
        let scope = try ProofScope(self, loaded)
        if list { return scope.print() }
        let resolution = try TargetResolution.resolve(
            file: target.environment, endpoint: target.endpoint, variables: target.var, in: loaded)
        let endpoint = target.endpoint ?? resolution.statedEndpoint
        // Somebody else's target does the work, and most of the time is waiting.
        let usual =
            endpoint == nil ? ProcessInfo.processInfo.activeProcessorCount : resolution.environment.pace.jobs ?? 8
        guard let jobs = jobs == "auto" ? usual : Int(jobs), jobs > 0 else {
            throw Failure(
                status: .usage, message: "'--jobs \(jobs)' is not a number from 1", hint: "write a number, or auto")
        }
        let laboratory = Laboratory(suite: loaded.suite, plan: loaded.plan, resolution: resolution, jobs: jobs)
        let quiet = quiet
        let prover = Prover(laboratory: laboratory) { line in if !quiet { Console.error(line) } }
        var matrix = KillMatrix(
            version: Hallmark.version, suiteDigest: loaded.digest, seconds: 0, selection: scope.words)
        let leftovers = Leftovers()
        if let endpoint {
            let target = try fieldTarget(endpoint, laboratory, leftovers)
            do {
                matrix.fields = try await prover.fields(scope.operations, at: target)
            } catch {
                tell(leftovers)
                throw error
            }
            guard !matrix.fields.isEmpty else {
                throw Failure(
                    status: .nothingSelected, message: "no operation is described, so there is no field to get wrong",
                    hint: "describe one: operation, request, and success with its status and fields")
            }
        } else {
            // Emulators of this process leave nothing behind.
            StopSignals.current?.whenAsked { _exit(ExitStatus.interrupted.rawValue) }
            try await prove(scope, prover, loaded, &matrix)
        }
        matrix.seconds = Date().timeIntervalSince(began)
        let written = try ReportFolder(path: reportDir).write(matrix)
        if format == "json" {
            Console.output(KillMatrixJSON.text(matrix), terminator: "")
        } else {
            Console.output(KillMatrixSummary.text(matrix, reports: written), terminator: "")
        }
        tell(leftovers)
        if !matrix.isProved { throw ExitStatus.broken.code }
        if !leftovers.all.isEmpty { throw ExitStatus.undecided.code }
    }

    private func tell(_ leftovers: Leftovers) {
        for item in leftovers.all {
            Console.error(
                Escaping.visible(
                    "left behind: \(item.resource) of \(item.caseID), \(item.reason)\n    \(item.curl)", .lines))
        }
    }

    /// An endpoint whose answers are got wrong on their way to the cases.
    private func fieldTarget(
        _ endpoint: String, _ laboratory: Laboratory, _ leftovers: Leftovers
    ) throws(Failure) -> FieldTarget {
        let others = part.filter { $0 != .fields }.map { "--part \($0.rawValue)" }
        let option = others.first ?? (mutant.isEmpty ? nil : "--mutant") ?? (collateral ? "--collateral" : nil)
        if let option {
            throw Failure(
                status: .usage, message: "'\(option)' is about the embedded emulator, and the target is \(endpoint)",
                hint: "leave it out: in front of an endpoint only fields are proved")
        }
        let resolution = laboratory.resolution
        try resolution.requireSecrets()
        var options = try target.transportOptions()
        if let timeout = resolution.environment.pace.timeout { options.timeout = .milliseconds(timeout) }
        return .endpoint(endpoint, laboratory, options, ledger: ledgers.ledger, leftovers)
    }

    private func prove(
        _ scope: ProofScope, _ prover: Prover, _ loaded: LoadedSuite, _ matrix: inout KillMatrix
    ) async throws {
        let (usual, unfaithful) = try await prover.baseline(scope.cases)
        matrix.unfaithful = unfaithful
        guard unfaithful.isEmpty else {
            Console.error("the embedded emulator does not keep every rule, so nothing can be proved")
            if scope.mutants.isEmpty {
                Console.error("hint: it stands for another service; name the target of these contracts with --endpoint")
            }
            return
        }
        let verdicts = Dictionary(usual.map { ($0.id, $0.verdict) }) { first, _ in first }
        if scope.parts.contains(.mutants) {
            let rules = Dictionary(grouping: usual, by: \.rule).mapValues { RollUp.verdict(of: $0.map(\.verdict)) }
            let collateral = collateral
            let byOperation = Dictionary(grouping: scope.cases) { String($0.rule.prefix { $0 != "." }) }
            matrix.mutants = try await prover.mutants(scope.mutants, usual: rules, usualCases: verdicts) { rule in
                guard collateral else { return [] }
                return (byOperation[String(rule.prefix { $0 != "." })] ?? []).filter { $0.rule != rule }
            }
            matrix.rules = scope.provedRules(matrix.mutants)
        }
        if scope.parts.contains(.variants) {
            matrix.steady += try await prover.variants(Variants.all, scope.cases, usual: verdicts)
        }
        if scope.parts.contains(.metamorphic) {
            matrix.steady += try await prover.metamorphic(scope.cases, usual: verdicts)
        }
        if scope.parts.contains(.degenerate) { matrix.degenerate = try await prover.degenerate(scope.cases) }
        if scope.parts.contains(.fields) {
            matrix.fields = try await prover.fields(scope.operations, at: .emulator(prover.laboratory))
        }
    }
}
