import Synchronization

/// Counts what comes to nothing, so many times in a row that it has become hopeless.
///
/// Without it a target that takes connections and never answers would hold a run for the product of all its cases and
/// the longest time of a request; one that says of everything that it is still there, for that of all removals and the
/// longest time of a wait.
final class Pulse: Sendable {
    /// How often in a row.
    let patience: Int
    private let isFinal: Bool
    private let missing = Atomic<Int>(0)
    private let lost = Atomic<Bool>(false)

    /// Makes one; a final pulse stays lost, another comes back with the next success.
    init(patience: Int, isFinal: Bool) {
        self.patience = patience
        self.isFinal = isFinal
    }

    /// Whether it is hopeless.
    var isLost: Bool { lost.load(ordering: .acquiring) }

    /// It worked once.
    func answered() {
        missing.store(0, ordering: .releasing)
        if !isFinal { lost.store(false, ordering: .releasing) }
    }

    /// It came to nothing; `isLongEnough` tells whether it has done so for long enough to be given up.
    func missed(isLongEnough: Bool = true) {
        let count = missing.add(1, ordering: .acquiringAndReleasing).newValue
        guard count >= patience, isLongEnough else { return }
        lost.store(true, ordering: .releasing)
    }
}
