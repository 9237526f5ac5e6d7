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
        var outcomes: [Outcome?]
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(queue: Array(0..<count), outcomes: Array(repeating: nil, count: count)))
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
            state.outcomes[index] = outcome.after(state.outcomes[index])
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
            state.outcomes[index] = outcome.after(state.outcomes[index])
            state.done += 1
            if stop { state.isStopped = true }
            report(outcome.result, state.done)
        }
    }

    var outcomes: [Outcome] { state.withLock { $0.outcomes.compactMap(\.self) } }
}

extension Board.Outcome {
    /// The outcome, with what an earlier try of the case made and removed.
    func after(_ earlier: Board.Outcome?) -> Board.Outcome {
        guard let earlier else { return self }
        var outcome = self
        outcome.cleanup.created += earlier.cleanup.created
        outcome.cleanup.removed += earlier.cleanup.removed
        outcome.cleanup.leftBehind = earlier.cleanup.leftBehind + outcome.cleanup.leftBehind
        return outcome
    }
}
