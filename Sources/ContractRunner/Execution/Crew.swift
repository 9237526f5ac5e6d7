import ContractCore
import Foundation
import Synchronization

/// The threads that run cases: a fixed number, or one that follows what the target can take.
final class Crew: Sendable {
    private struct State {
        var width: Width?
        var running = 0
        var widest = 0

        /// Counts threads that are about to start.
        mutating func add(_ count: Int) {
            running += count
            widest = max(widest, running)
        }
    }

    private let state: Mutex<State>
    private let everyone = DispatchGroup()
    private let work: @Sendable () -> CaseResult?

    /// Starts `jobs` threads, or a number that adapts up to `most`; `work` runs one case, and gives nil when none is left.
    init(jobs: Int?, most: Int, work: @escaping @Sendable () -> CaseResult?) {
        let width = jobs == nil ? Width(most: most) : nil
        state = Mutex(State(width: width))
        self.work = work
        let first = max(1, width?.limit ?? min(jobs ?? 1, most))
        state.withLock { $0.add(first) }
        for _ in 0..<first { start() }
    }

    /// Waits until no case is left, and gives the number of cases that ran at once at most.
    func join() -> Int {
        everyone.wait()
        return state.withLock { $0.widest }
    }

    /// Starts a thread that was counted.
    private func start() {
        everyone.enter()
        Worker { [self] in
            while isWanted(), let result = work() { takeIn(result) }
            everyone.leave()
        }.start()
    }

    /// Whether the thread that asks is to go on; it ends when fewer are to run.
    private func isWanted() -> Bool {
        state.withLock { state in
            guard let width = state.width, state.running > width.limit else { return true }
            state.running -= 1
            return false
        }
    }

    /// Whether an answer asked to come back later, and was not just what the case had come for.
    private static func isThrottling(_ exchange: ExchangeRecord, at index: Int, of result: CaseResult) -> Bool {
        guard exchange.status == 429 || exchange.status == 503 else { return false }
        if result.code == "throttled" || result.code == "unavailable" { return true }
        guard index + 1 < result.exchanges.count else { return false }
        let next = result.exchanges[index + 1]
        return (next.label, next.method, next.url) == (exchange.label, exchange.method, exchange.url)
    }

    /// Learns from how requests were answered, and lets more cases run where that went well.
    private func takeIn(_ result: CaseResult) {
        let missing = state.withLock { state -> Int in
            guard state.width != nil else { return 0 }
            for (index, exchange) in result.exchanges.enumerated() where exchange.status != nil {
                state.width?.answered(
                    in: exchange.timings.total, isThrottled: Self.isThrottling(exchange, at: index, of: result))
            }
            // Counted here, or two threads would both make up for the same ones.
            let missing = max(0, (state.width?.limit ?? 0) - state.running)
            state.add(missing)
            return missing
        }
        for _ in 0..<missing { start() }
    }
}
