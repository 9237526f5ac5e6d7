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
                    && zip(elements, others).allSatisfy { same($0, $1, first, other) }
            case (.map(let entries), .map(let others)):
                return entries.count == others.count
                    && zip(entries, others).allSatisfy {
                        $0.key == $1.key && same($0.keyLocation, $1.keyLocation, first, other)
                            && same($0.value, $1.value, first, other)
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
            var hasher = Hasher()
            hash(node, into: &hasher)
            return Int(UInt(bitPattern: hasher.finalize()) % UInt(count))
        }

        private static func hash(_ node: LocatedNode, into hasher: inout Hasher) {
            switch node.value {
            case .scalar(let text, _): hasher.combine(text)
            case .list(let elements): for element in elements { hash(element, into: &hasher) }
            case .map(let entries):
                for entry in entries {
                    hasher.combine(entry.key)
                    hash(entry.value, into: &hasher)
                }
            }
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
