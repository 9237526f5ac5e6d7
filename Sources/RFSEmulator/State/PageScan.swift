/// The place of an entry in the order of creation; entries of the same instant are told apart by their sequence.
struct PageKey: Sendable, Hashable, Comparable {
    var created: Instant
    var sequence: Int64

    static func < (left: PageKey, right: PageKey) -> Bool {
        left.created == right.created ? left.sequence < right.sequence : left.created < right.created
    }
}

/// Some entries in one direction, from behind a key on.
struct PageScan: Sendable {
    var ascending: Bool
    var after: PageKey?
    var count: Int
}
