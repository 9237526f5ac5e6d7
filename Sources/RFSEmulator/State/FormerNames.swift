import Synchronization

/// What deleted modules and versions were called; kept only while rules are altered that look back.
final class FormerNames: Sendable {
    private let ids = Mutex<[String: String]>([:])

    /// Notes a name that is free again, with the id it stood for.
    func note(_ name: String, id: String) {
        ids.withLock { $0[name] = id }
    }

    /// The id that a name stood for last, nil when it was never freed.
    func id(_ name: String) -> String? {
        ids.withLock { $0[name] }
    }
}
