import Synchronization

/// What became of an alteration while an emulator ran: whether it was asked for, and whether it made a difference.
public final class MutantTrace: Sendable {
    private let reached = Atomic<Bool>(false)
    private let differed = Atomic<Bool>(false)

    /// Makes a trace of nothing yet.
    public init() {}

    /// Whether the place where the rule is decided was reached.
    public var isReached: Bool { reached.load(ordering: .relaxed) }

    /// Whether a decision, an answer or an effect was another than the faithful one.
    public var hasDiffered: Bool { differed.load(ordering: .relaxed) }

    func noteReached() { reached.store(true, ordering: .relaxed) }

    func noteDifference() {
        reached.store(true, ordering: .relaxed)
        differed.store(true, ordering: .relaxed)
    }
}

/// A refusal that is told at the end although the request was carried out; made for each request while rules are altered.
final class DeferredRefusal: Sendable {
    private let noted = Mutex<Refusal?>(nil)

    var refusal: Refusal? { noted.withLock { $0 } }

    /// Keeps the first refusal.
    func note(_ refusal: Refusal) {
        noted.withLock { $0 = $0 ?? refusal }
    }
}
