import ContractRunner
import Foundation
import Synchronization

/// What SIGINT and SIGTERM mean to a command that ends in order: the first asks for the end, a second is the end.
///
/// A thread that does nothing else takes the signals, which all other threads leave alone. So it listens from the first
/// moment of the process on, when nothing of the command is ready yet, and loses none.
final class StopSignals: Sendable {
    /// Those of this process, while a command runs that takes them.
    @TaskLocal static var current: StopSignals?

    private struct State {
        var wasAsked = false
        var actions: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// Whether a signal came.
    var wasAsked: Bool { state.withLock(\.wasAsked) }

    /// Begins to listen, in a process that has no other threads yet.
    func listen() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // Background jobs of a shell begin with signals of the terminal ignored.
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        Thread.detachNewThread { [self, signals] in
            var (signals, number) = (signals, Int32(0))
            while sigwait(&signals, &number) == 0 { take() }
        }
    }

    /// Does something when the first signal comes, at once if it has come already.
    func whenAsked(_ action: @escaping @Sendable () -> Void) {
        let wasAsked = state.withLock { state in
            state.actions.append(action)
            return state.wasAsked
        }
        if wasAsked { action() }
    }

    /// Waits for the first signal.
    func wait() async {
        await withCheckedContinuation { continuation in
            whenAsked { continuation.resume() }
        }
    }

    /// An interruption that is requested with the first signal, when `action` is done as well.
    func interruption(_ action: @escaping @Sendable () -> Void) -> Interruption {
        let interruption = Interruption()
        whenAsked {
            interruption.request()
            action()
            Console.error("\ninterrupted: cleaning up (once more to stop at once)")
        }
        return interruption
    }

    /// Takes note of a signal.
    func take() {
        let actions = state.withLock { state -> [@Sendable () -> Void]? in
            guard !state.wasAsked else { return nil }
            state.wasAsked = true
            return state.actions
        }
        guard let actions else { _exit(ExitStatus.interrupted.rawValue) }
        for action in actions { action() }
    }
}

/// A command that ends in order when it is asked to stop.
protocol StopsInOrder {
    /// The exit code of a command that was asked to stop; nil when it is the usual one.
    static var statusWhenStopped: ExitStatus? { get }
}
