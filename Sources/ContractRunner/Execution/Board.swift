import ContractCore
import Synchronization

/// Hands out cases, in rounds, and collects outcomes.
final class Board: Sendable {
    struct Outcome: Sendable {
        var result: CaseResult
        var cleanup: CleanupReport
    }

    private struct State {
        /// The cases that nobody has taken in the first round.
        var fresh: Range<Int>
        /// Those of a later round.
        var again: ArraySlice<Int> = []
        /// Those of the next one, which have an outcome all the same in case that none comes.
        var waiting: [Int] = []
        var done = 0
        var isStopped = false
        /// The results in the order in which they came.
        var results = PackedList<CaseResult>()
        /// Where among them the last result of each case is.
        var places: [UInt32]
        /// What the few cases made and removed that made anything, over all of their tries.
        var cleanups: [Int: CleanupReport] = [:]

        mutating func take(_ outcome: Outcome, of index: Int) {
            places[index] = UInt32(results.count)
            results.append(outcome.result)
            guard outcome.cleanup != CleanupReport() else { return }
            cleanups[index, default: CleanupReport()].add(outcome.cleanup)
        }
    }

    /// The place of a case that has no result yet.
    private static let nowhere = UInt32.max

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(fresh: 0..<count, places: Array(repeating: Self.nowhere, count: count)))
    }

    func next() -> Int? { state.withLock { $0.fresh.popFirst() ?? $0.again.popFirst() } }

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
            (state.again, state.waiting) = (state.waiting.sorted()[...], [])
            return !state.again.isEmpty
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
    func takeOutcomes() -> (results: PackedList<CaseResult>, cleanup: CleanupReport) {
        state.withLock { state in
            defer { (state.results, state.places, state.cleanups) = ([], [], [:]) }
            let cleanup = state.cleanups.sorted { $0.key < $1.key }.reduce(into: CleanupReport()) { $0.add($1.value) }
            let places = state.places.compactMap { $0 == Self.nowhere ? nil : Int($0) }
            return (state.results.arranged(places), cleanup)
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
