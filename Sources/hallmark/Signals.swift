import ContractRunner
import Foundation
import Synchronization

/// What SIGINT and SIGTERM mean to a command that ends in order: the first asks for the end, a second is the end.
///
/// The handler only writes to a pipe, and a thread that does nothing else reads it. So signals count from the first moment
/// of the process on, when nothing of the command is ready yet, and none is lost.
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

    /// The end of the pipe that the handler writes to.
    private static let bell = Atomic<Int32>(-1)

    /// Begins to listen; once in a process.
    func listen() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        Self.bell.store(ends[1], ordering: .releasing)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                let kept = errno
                _ = write(StopSignals.bell.load(ordering: .relaxed), "!", 1)
                errno = kept
            }
        }
        Thread.detachNewThread { [self, end = ends[0]] in
            var byte: UInt8 = 0
            while true {
                if read(end, &byte, 1) == 1 { take() } else if errno != EINTR { return }
            }
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
