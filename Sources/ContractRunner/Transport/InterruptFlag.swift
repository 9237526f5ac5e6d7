import Synchronization

/// A flag that is raised once and never lowered; raising it is safe in a signal handler.
final class InterruptFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    /// Whether the flag was raised.
    var isRaised: Bool { raised.load(ordering: .relaxed) }

    /// Raises the flag.
    func raise() {
        raised.store(true, ordering: .relaxed)
    }
}
