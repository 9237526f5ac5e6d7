import Synchronization

/// What was made of nodes, by what these say: many rules say the same and differ by the lines that they stand on.
///
/// A node is kept when what it says comes up a second time, so that a suite in which nothing does keeps nothing. Each
/// worker that reads rules has its own, so that none waits for another.
final class WordingCache<Made: Sendable>: Sendable {
    /// What is known of a node.
    enum Answer {
        /// What was made of one that says the same, and where that one stands.
        case known(Made, place: Location)
        /// Nothing; the digest is that of the node, and `isSecond` tells whether it came up before.
        case unknown(digest: UInt64, isSecond: Bool)
    }

    private final class Known: Sendable {
        let digest: UInt64
        let context: UInt64
        let node: LocatedNode
        let made: Made

        init(_ made: Made, of node: LocatedNode, context: UInt64, digest: UInt64) {
            self.digest = digest
            self.context = context
            self.node = node
            self.made = made
        }
    }

    /// The node that is kept at a place of the table, and the digest that came up there last without being kept.
    private struct Slot {
        var known: Known?
        var seen: UInt64?
    }

    /// The nodes that are kept, by their digests; a new one takes the place of an old one.
    ///
    /// So what is kept has a bound, and no choice of texts makes a search long. It is not a dictionary because for a key
    /// of our own the runtime would look through all conformances of the program, which costs more than to read a step.
    private struct Table {
        var slots: [Slot] = []
        /// Where a node was found last: neighbours are often alike.
        var last = 0
    }

    /// How many nodes are kept at most.
    private static var limit: Int { 256 }

    private let table = Mutex(Table())

    /// What is known of a node; `context` is what the outcome depends on besides.
    func ask(_ node: LocatedNode, context: UInt64 = 0) -> Answer {
        table.withLock { table in
            if table.slots.isEmpty { table.slots = Array(repeating: Slot(), count: Self.limit) }
            if let last = table.slots[table.last].known, last.context == context, Wording.same(last.node, node) {
                return .known(last.made, place: last.node.location)
            }
            let digest = Wording.digest(node) ^ context
            let place = Self.place(of: digest)
            if let known = table.slots[place].known, known.digest == digest, known.context == context,
                Wording.same(known.node, node)
            {
                table.last = place
                return .known(known.made, place: known.node.location)
            }
            let isSecond = table.slots[place].seen == digest
            table.slots[place].seen = digest
            return .unknown(digest: digest, isSecond: isSecond)
        }
    }

    /// Keeps what was made of a node, instead of what was kept in its place.
    func keep(_ made: Made, of node: LocatedNode, context: UInt64 = 0, digest: UInt64) {
        let place = Self.place(of: digest)
        table.withLock { table in
            table.slots[place].known = Known(made, of: node, context: context, digest: digest)
            table.last = place
        }
    }

    private static func place(of digest: UInt64) -> Int { Int(truncatingIfNeeded: digest >> 32) & (limit - 1) }
}
