import Synchronization

/// What deleted modules and versions were called and held; kept only while rules are altered that look back.
final class FormerNames: Sendable {
    /// A version that outlives its module.
    struct Orphan: Sendable {
        let number: String
        let description: String?
    }

    private struct State {
        var ids: [String: String] = [:]
        var packages: [String: [UInt8]] = [:]
        var orphans: [String: [Orphan]] = [:]
        var hidden: Set<Int64> = []
    }

    private let state = Mutex(State())

    /// Notes a name that is free again, with the id it stood for.
    func note(_ name: String, id: String) {
        state.withLock { $0.ids[name] = id }
    }

    /// The id that a name stood for last, nil when it was never freed.
    func id(_ name: String) -> String? {
        state.withLock { $0.ids[name] }
    }

    /// Keeps the package of a deleted version.
    func note(_ name: String, package: [UInt8]) {
        state.withLock { $0.packages[name] = package }
    }

    /// The package that a deleted version had.
    func package(_ name: String) -> [UInt8]? {
        state.withLock { $0.packages[name] }
    }

    /// Keeps the versions of a deleted module.
    func note(_ name: String, orphans: [Orphan]) {
        state.withLock { $0.orphans[name] = orphans }
    }

    /// The versions that a deleted module had.
    func orphans(_ name: String) -> [Orphan] {
        state.withLock { $0.orphans[name] ?? [] }
    }

    /// Hides a version that is still there.
    func hide(_ sequence: Int64) {
        state.withLock { _ = $0.hidden.insert(sequence) }
    }

    /// Whether a version that is still there is not to be shown.
    func isHidden(_ sequence: Int64) -> Bool {
        state.withLock { $0.hidden.contains(sequence) }
    }
}
