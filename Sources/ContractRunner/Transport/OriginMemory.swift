import Synchronization

/// Whether an origin keeps connections open between requests, as far as was seen.
final class OriginMemory: Sendable {
    private struct Seen {
        /// How often a connection was found open when the next request was there.
        var openings = 0
        var keeps = false
        var closes = false
    }

    /// A connection that is about to be closed may be found open once or twice, but hardly this often.
    private static let enough = 8
    private let seen = Mutex(Seen())

    /// Whether the origin is known to keep connections, and never closed one early.
    var keepsConnections: Bool {
        seen.withLock { !$0.closes && ($0.keeps || $0.openings >= Self.enough) }
    }

    /// Notes whether a kept connection served a request.
    func learn(keeps: Bool) {
        seen.withLock { seen in
            seen.keeps = seen.keeps || keeps
            if !keeps { seen.closes = true }
        }
    }

    /// Notes that a kept connection was still open when it was looked at.
    func sawOpen() { seen.withLock { $0.openings += 1 } }
}

/// What is known of each origin that was asked.
final class OriginMemories: Sendable {
    private let origins = Mutex<[String: OriginMemory]>([:])

    /// What is known of an origin, by its URL; nothing when it was not asked before.
    func memory(of origin: String) -> OriginMemory {
        origins.withLock { origins in
            if let known = origins[origin] { return known }
            let memory = OriginMemory()
            origins[origin] = memory
            return memory
        }
    }
}
