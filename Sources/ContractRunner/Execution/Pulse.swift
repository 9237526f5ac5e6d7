import Synchronization

/// Whether the target still answers: so many requests in a row that ran out of time mean that it does not.
///
/// Without it a target that takes connections and never answers would hold a run for the product of all its cases and
/// the longest time of a request.
final class Pulse: Sendable {
    /// How many requests in a row may run out of time.
    static let patience = 10
    private let missing = Atomic<Int>(0)
    private let lost = Atomic<Bool>(false)

    /// Whether the target is given up; it stays so.
    var isLost: Bool { lost.load(ordering: .acquiring) }

    /// A request was answered, rightly or wrongly.
    func answered() { missing.store(0, ordering: .releasing) }

    /// A request ran out of time.
    func missed() {
        guard missing.add(1, ordering: .acquiringAndReleasing).newValue >= Self.patience else { return }
        lost.store(true, ordering: .releasing)
    }
}
