import ContractCore
import ContractRunner
import RFSEmulator
import Synchronization

/// A target that cases are run on one at a time, each with something between it and the target.
struct FieldTarget: Sendable {
    /// What is between a case and the target; made anew for each run of a case.
    typealias Between = (any Transport, _ endpoint: String) -> any Transport

    /// The target in words, for those who watch.
    let words: String
    /// Whether waiting takes no time, so that no run of a case is too long.
    let isHurried: Bool
    private let visited: @Sendable () throws -> Visit

    /// Some cases on the same target, one after the other.
    struct Visit {
        fileprivate let perform: (Case, Double?, Between) throws -> CaseResult
        fileprivate var end: () -> Void = {}

        /// Runs a case.
        ///
        /// - Parameter limit: the longest that it may take, in seconds; nil for as long as its waits may.
        func run(_ item: Case, limit: Double? = nil, _ between: Between) throws -> CaseResult {
            try perform(item, limit, between)
        }
    }

    /// Does something during a visit.
    func visit<Result>(_ body: (Visit) throws -> Result) throws -> Result {
        let visit = try visited()
        defer { visit.end() }
        return try body(visit)
    }

    /// Emulators, one for each visit.
    static func emulator(_ laboratory: Laboratory) -> FieldTarget {
        FieldTarget(words: "the emulator", isHurried: true) {
            let emulator = try DirectEmulator.started()
            return Visit(
                perform: { item, _, between in
                    let transport = between(DirectTransport(emulator: emulator), emulator.ready.endpoint)
                    let results = try laboratory.run([item], ready: emulator.ready, transport)
                    return results.first ?? item.unheard
                }, end: { emulator.stop() })
        }
    }

    /// Any endpoint, with an account that others may use and a clock that nobody hurries.
    ///
    /// Every run has names of its own, and what it creates is removed without anything wrong in between. A signal ends
    /// the runs under way, which clean up, and lets no other begin.
    static func endpoint(
        _ endpoint: String, _ laboratory: Laboratory, _ options: TransportOptions, ledger: String,
        _ leftovers: Leftovers
    ) -> FieldTarget {
        var resolution = laboratory.resolution
        let curl = CurlTransport(options: options)
        let interruption = StopSignals.current?.interruption { curl.cancel() } ?? Interruption()
        let pacer = Pacer(rate: resolution.environment.pace.rate, clock: .system)
        let plain = PacedTransport(inner: curl, pacer: pacer)
        let cleanup = PacedTransport(inner: CurlTransport(beside: curl), pacer: pacer)
        resolution.environment.pace.rate = nil
        let adopted = resolution
        return FieldTarget(words: endpoint, isHurried: false) {
            Visit(
                perform: { item, limit, between in
                    guard !interruption.isRequested else { throw ExitStatus.interrupted.code }
                    var settings = laboratory.settings(for: [item], adopted, endpoint: endpoint)
                    // What it would show, the first case shows too, and every case here is a run.
                    settings.suite.probe = nil
                    settings.runID = RunIdentity.random()
                    settings.transport = options
                    settings.timeLimit = limit
                    settings.ledgerFolder = ledger
                    let report = try laboratory.report(
                        settings, between(plain, endpoint), cleanup: cleanup, interruption: interruption)
                    leftovers.add(report.cleanup.leftBehind)
                    return report.cases.first ?? item.unheard
                })
        }
    }
}

/// What runs could not remove.
final class Leftovers: Sendable {
    private let list = Mutex<[Leftover]>([])

    /// All of it, in the order in which it was given up.
    var all: [Leftover] { list.withLock { $0 } }

    /// Adds what one run left behind.
    func add(_ more: [Leftover]) { list.withLock { $0 += more } }
}

/// Spaces the requests of several runs, so that they do not exceed the rate of one.
private struct PacedTransport: Transport {
    let inner: any Transport
    let pacer: Pacer

    func perform(_ request: WireRequest) throws(TransportFailure) -> Exchange {
        pacer.wait(Interruption())
        return try inner.perform(request)
    }
}

extension Case {
    /// The result of a case of which a run told nothing.
    fileprivate var unheard: CaseResult {
        CaseResult(
            rule: rule, row: row, verdict: .error, reason: "the run told nothing of it", file: location.file,
            line: location.line)
    }
}
