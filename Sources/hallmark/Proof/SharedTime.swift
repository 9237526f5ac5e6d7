import ContractRunner
import Dispatch
import Synchronization

/// Time that passes only while all runs that live by it wait, and then no further than to the first that goes on.
///
/// A run that is about to ask something finds the target as it was a moment ago, however long others wait: so it is
/// where every run waits on the clock of the machine, and here it takes no time.
final class SharedTime: Sendable {
    private let state: Mutex<State>
    private let pass: @Sendable (Double) -> Void

    private struct State {
        var now: Double
        var running: Int
        var waiting: [Waiter] = []
    }

    private struct Waiter {
        let end: Double
        let awake: DispatchSemaphore
    }

    /// Makes time for so many runs, none of which waits yet.
    ///
    /// - Parameters:
    ///   - start: the seconds that have passed before, where others lived by the same time.
    ///   - pass: told how many seconds pass, before anyone goes on.
    init(runs: Int, start: Double = 0, pass: @escaping @Sendable (Double) -> Void) {
        state = Mutex(State(now: start, running: runs))
        self.pass = pass
    }

    /// The seconds that have passed.
    var now: Double { state.withLock { $0.now } }

    /// The clock of a run, on which computing takes no time.
    ///
    /// The time of day also moves with that of the machine, by which signatures are checked.
    var clock: RunClock {
        RunClock(
            monotonic: { self.now }, wall: { RunClock.system.wall() + self.now },
            sleep: { seconds, _ in self.wait(seconds) })
    }

    /// Notes that a run has ended, so that nobody waits for it.
    func leave() {
        state.withLock { state in
            state.running -= 1
            proceed(&state)
        }
    }

    private func wait(_ seconds: Double) {
        let awake = DispatchSemaphore(value: 0)
        state.withLock { state in
            state.waiting.append(Waiter(end: state.now + max(0, seconds), awake: awake))
            state.running -= 1
            proceed(&state)
        }
        awake.wait()
    }

    /// Lets time pass to the end of the shortest wait when nobody does anything else.
    private func proceed(_ state: inout State) {
        guard state.running == 0, let end = state.waiting.map(\.end).min() else { return }
        if end > state.now {
            pass(end - state.now)
            state.now = end
        }
        let due = state.waiting.filter { $0.end <= end }
        state.waiting.removeAll { $0.end <= end }
        state.running = due.count
        for waiter in due { waiter.awake.signal() }
    }
}
