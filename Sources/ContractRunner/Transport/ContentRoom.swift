import ContractCore
import Synchronization

/// The memory that a run has for the content of all its answers together, in bytes.
///
/// Many cases run at once, and each may hold the longest answer that is allowed. Content that finds no room is cut as
/// content over a limit is, and its case is repeated when fewer run at once.
final class ContentRoom: Sendable {
    private let limit: Int
    private let taken = Atomic<Int>(0)
    /// Content that needs no room, since it is short.
    static let short = 32 << 10

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes room for so many bytes; false when there is not as much.
    func take(_ bytes: Int) -> Bool {
        guard taken.add(bytes, ordering: .relaxed).newValue > limit else { return true }
        give(bytes)
        return false
    }

    /// Gives room back.
    func give(_ bytes: Int) {
        taken.subtract(bytes, ordering: .relaxed)
    }

    /// Room that was taken, to be given back when nobody holds the share any more; nil for none.
    func share(_ bytes: Int) -> ContentShare? {
        bytes == 0 ? nil : ContentShare { [self] in give(bytes) }
    }
}
