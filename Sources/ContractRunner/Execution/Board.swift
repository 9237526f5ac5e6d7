import ContractCore
import Synchronization

/// Hands out cases, in rounds, and collects outcomes.
final class Board: Sendable {
    struct Outcome: Sendable {
        var result: CaseResult
        var cleanup: CleanupReport
    }

    private struct State {
        /// The cases of this round.
        var queue: [Int]
        /// Those of the next one, which have an outcome all the same in case that none comes.
        var waiting: [Int] = []
        var next = 0
        var done = 0
        var isStopped = false
        var results: [CaseResult?]
        /// What the few cases made and removed that made anything, over all of their tries.
        var cleanups: [Int: CleanupReport] = [:]

        mutating func take(_ outcome: Outcome, of index: Int) {
            results[index] = outcome.result
            guard outcome.cleanup != CleanupReport() else { return }
            cleanups[index, default: CleanupReport()].add(outcome.cleanup)
        }
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(queue: Array(0..<count), results: Array(repeating: nil, count: count)))
    }

    func next() -> Int? {
        state.withLock { state in
            guard state.next < state.queue.count else { return nil }
            defer { state.next += 1 }
            return state.queue[state.next]
        }
    }

    /// Leaves a case to the next round.
    func putAside(_ index: Int, _ outcome: Outcome) {
        state.withLock { state in
            state.take(outcome, of: index)
            state.waiting.append(index)
        }
    }

    /// Begins the next round; false when nothing was left to it.
    func beginRound() -> Bool {
        state.withLock { state in
            (state.queue, state.waiting, state.next) = (state.waiting.sorted(), [], 0)
            return !state.queue.isEmpty
        }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func finish(_ index: Int, _ outcome: Outcome, stop: Bool, _ report: (CaseResult, Int) -> Void) {
        state.withLock { state in
            state.take(outcome, of: index)
            state.done += 1
            if stop { state.isStopped = true }
            report(outcome.result, state.done)
        }
    }

    /// Hands over the results in the order of the cases, and what all of them made and removed.
    func takeOutcomes() -> (results: [CaseResult], cleanup: CleanupReport) {
        state.withLock { state in
            defer { (state.results, state.cleanups) = ([], [:]) }
            let cleanup = state.cleanups.sorted { $0.key < $1.key }.reduce(into: CleanupReport()) { $0.add($1.value) }
            var results: [CaseResult] = []
            results.reserveCapacity(state.results.count)
            for result in state.results { if let result { results.append(result) } }
            return (results, cleanup)
        }
    }
}

extension CleanupReport {
    /// Adds what was made and removed after that.
    mutating func add(_ other: CleanupReport) {
        created += other.created
        removed += other.removed
        leftBehind += other.leftBehind
    }
}
