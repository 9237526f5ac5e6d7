import ContractCore
import ContractReports
import ContractRunner
import Foundation
import Synchronization

/// Shows on standard error how a run goes on: a bar on a terminal, plain lines elsewhere.
final class Progress: Sendable {
    private struct State {
        var total = 0
        var counts: [Verdict: Int] = [:]
        var began = Date()
        var lastDrawn = Date.distantPast
        var lastTenth = 0
    }

    private let state = Mutex(State())
    private let isTerminal: Bool
    private let verbose: Bool
    private let quiet: Bool
    private let capture = Console.capture

    init(verbose: Bool, quiet: Bool) {
        isTerminal = Console.isTerminal && (ProcessVariables.all["TERM"] ?? "") != "dumb"
        self.verbose = verbose
        self.quiet = quiet
    }

    /// Shows one event.
    func show(_ event: RunEvent) {
        guard !quiet else { return }
        state.withLock { state in
            switch event {
            case .started(let cases):
                state.total = cases
                if !isTerminal { write("running \(cases) cases") }
            case .ended(let result, let done):
                state.counts[result.verdict, default: 0] += 1
                if verbose { line("\(result.verdict.rawValue)\t\(Escaping.visible(result.id))") }
                draw(&state, done)
            case .cleaning: line("cleaning up")
            }
        }
    }

    private func write(_ text: String, terminator: String = "\n") {
        Console.error(text, terminator: terminator, to: capture)
    }

    private func line(_ text: String) {
        write(isTerminal ? "\r\u{1B}[K\(text)" : text)
    }

    private func draw(_ state: inout State, _ done: Int) {
        let now = Date()
        let counts = Verdict.allCases.compactMap { verdict in
            state.counts[verdict].map { "\($0) \(verdict.rawValue)" }
        }.joined(separator: ", ")
        guard isTerminal else {
            let tenth = done * 10 / max(1, state.total)
            if tenth > state.lastTenth, !verbose {
                state.lastTenth = tenth
                write("\(done) of \(state.total): \(counts)")
            }
            return
        }
        guard done == state.total || now.timeIntervalSince(state.lastDrawn) > 0.05 else { return }
        state.lastDrawn = now
        if done == state.total { return write("\r\u{1B}[K", terminator: "") }
        let width = 24
        let filled = done * width / max(1, state.total)
        let left = now.timeIntervalSince(state.began) / Double(max(1, done)) * Double(state.total - done)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        write("\r\u{1B}[K\(bar) \(done)/\(state.total)  \(counts)  \(Int(left.rounded(.up))) s left", terminator: "")
    }
}
