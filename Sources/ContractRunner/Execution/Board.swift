import ContractCore
import Synchronization

/// Hands out cases and collects outcomes.
final class Board: Sendable {
    struct Outcome: Sendable {
        var result: CaseResult
        var cleanup: CleanupReport
    }

    private struct State {
        var next = 0
        var done = 0
        var isStopped = false
        var outcomes: [Outcome?]
    }

    private let state: Mutex<State>
    private let count: Int

    init(count: Int) {
        self.count = count
        state = Mutex(State(outcomes: Array(repeating: nil, count: count)))
    }

    func next() -> Int? {
        state.withLock { state in
            guard state.next < count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func finish(_ index: Int, _ outcome: Outcome, stop: Bool, _ report: (CaseResult, Int) -> Void) {
        state.withLock { state in
            state.outcomes[index] = outcome
            state.done += 1
            if stop { state.isStopped = true }
            report(outcome.result, state.done)
        }
    }

    var outcomes: [Outcome] { state.withLock { $0.outcomes.compactMap(\.self) } }
}
