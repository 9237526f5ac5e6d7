import Synchronization

/// Which origins keep connections open between requests, as far as was seen.
final class OriginMemory: Sendable {
    private struct Seen {
        /// How often a connection was found open when the next request was there.
        var openings = 0
        var keeps = false
        var closes = false
    }

    /// A connection that is about to be closed may be found open once or twice, but hardly this often.
    private static let enough = 8
    private let origins = Mutex<[String: Seen]>([:])

    /// Whether an origin is known to keep connections, and never closed one early.
    func keepsConnections(_ origin: String) -> Bool {
        origins.withLock { origins in
            guard let seen = origins[origin], !seen.closes else { return false }
            return seen.keeps || seen.openings >= Self.enough
        }
    }

    /// Notes whether a kept connection served a request.
    func learn(keeps: Bool, _ origin: String) {
        origins.withLock { origins in
            origins[origin, default: Seen()].keeps = keeps || origins[origin]?.keeps == true
            if !keeps { origins[origin]?.closes = true }
        }
    }

    /// Notes that a kept connection was still open when it was looked at.
    func sawOpen(_ origin: String) { origins.withLock { $0[origin, default: Seen()].openings += 1 } }
}
