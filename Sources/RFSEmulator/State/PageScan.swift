import GRDB

/// The place of an entry in the order of creation; entries of the same instant are told apart by their sequence.
struct PageKey: Sendable, Hashable {
    var created: Instant
    var sequence: Int64
}

/// Some entries in one direction, from behind a key on; reads as many rows as it gives, at any depth.
struct PageScan: Sendable {
    var ascending: Bool
    var after: PageKey?
    var count: Int

    var condition: String {
        guard after != nil else { return "" }
        return ascending ? "AND (create_time, sequence) > (?, ?)" : "AND (create_time, sequence) < (?, ?)"
    }

    var order: String {
        ascending ? "ORDER BY create_time, sequence LIMIT ?" : "ORDER BY create_time DESC, sequence DESC LIMIT ?"
    }

    var arguments: StatementArguments {
        guard let after else { return [count] }
        return [after.created.milliseconds, after.sequence, count]
    }
}
