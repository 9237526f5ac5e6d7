import Synchronization

/// Expectations that were read, by what they say: those of many rules are the same but for where they stand.
///
/// Each worker that reads rules has its own, so that none waits for another.
final class ExpectationCache: Sendable {
    /// The most expectations that are kept.
    static let limit = 1_000
    /// Nodes with what they state, by their hash.
    ///
    /// Not a dictionary: for a key of our own the runtime would look through all conformances of the program, which
    /// costs more than to read an expectation.
    private let known = Mutex(Table())

    private struct Table {
        var count = 0
        var buckets = [[(node: LocatedNode, expectation: Expectation)]](repeating: [], count: 256)
    }

    /// A node apart from the lines that it stands on: equal ones lead to expectations that differ by a number of lines.
    private enum Wording {
        static func same(_ left: LocatedNode, _ right: LocatedNode) -> Bool {
            same(left, right, left.location, right.location)
        }

        private static func same(_ left: LocatedNode, _ right: LocatedNode, _ first: Location, _ other: Location)
            -> Bool
        {
            guard same(left.location, right.location, first, other) else { return false }
            switch (left.value, right.value) {
            case (.scalar(let text, let isPlain), .scalar(let otherText, let isOtherPlain)):
                return isPlain == isOtherPlain && text == otherText
            case (.list(let elements), .list(let others)):
                return elements.count == others.count
                    && elements.indices.allSatisfy { same(elements[$0], others[$0], first, other) }
            case (.map(let entries), .map(let others)):
                return entries.count == others.count
                    && entries.indices.allSatisfy {
                        entries[$0].key == others[$0].key
                            && same(entries[$0].keyLocation, others[$0].keyLocation, first, other)
                            && same(entries[$0].value, others[$0].value, first, other)
                    }
            default: return false
            }
        }

        /// Whether two places are as far from where their nodes begin.
        private static func same(_ left: Location, _ right: Location, _ first: Location, _ other: Location) -> Bool {
            left.column == right.column && left.line - first.line == right.line - other.line
                && left.isInFile(of: first) && right.isInFile(of: other)
        }

        static func bucket(of node: LocatedNode, among count: Int) -> Int {
            var sum: UInt = 0xcbf2_9ce4_8422_2325
            add(node, to: &sum)
            return Int(sum % UInt(count))
        }

        private static func add(_ node: LocatedNode, to sum: inout UInt) {
            switch node.value {
            case .scalar(let text, _): add(text, to: &sum)
            case .list(let elements): for place in elements.indices { add(elements[place], to: &sum) }
            case .map(let entries):
                for place in entries.indices {
                    add(entries[place].key, to: &sum)
                    add(entries[place].value, to: &sum)
                }
            }
        }

        /// FNV-1a of 64 bits.
        private static func add(_ text: String, to sum: inout UInt) {
            let bytes = text.utf8.span
            for place in bytes.indices { sum = (sum ^ UInt(bytes[place])) &* 0x100_0000_01b3 }
        }
    }

    /// The expectation that a node states, when one that says the same was read before.
    func expectation(of node: LocatedNode) -> Expectation? {
        known.withLock { known in
            known.buckets[Wording.bucket(of: node, among: known.buckets.count)]
                .first { Wording.same($0.node, node) }?.expectation
        }?.moved(to: node.location)
    }

    /// Keeps an expectation whose places are all in its node.
    func keep(_ expectation: Expectation, of node: LocatedNode) {
        known.withLock { known in
            guard known.count < Self.limit else { return }
            known.count += 1
            known.buckets[Wording.bucket(of: node, among: known.buckets.count)].append((node, expectation))
        }
    }
}
