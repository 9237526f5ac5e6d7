import Synchronization

/// Links that were used; only altered rules give links that may be used once.
final class SpentLinks: Sendable {
    private let links = Mutex<Set<String>>([])

    /// Whether a link is used for the first time.
    func take(_ link: String) -> Bool { links.withLock { $0.insert(link).inserted } }
}
