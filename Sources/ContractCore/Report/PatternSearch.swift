/// Finds every occurrence of many byte patterns in one pass over the text.
///
/// The automaton of Aho and Corasick ("Efficient string matching", 1975): the time is linear in the text, however many
/// patterns there are and however much they look alike.
struct PatternSearch: Sendable {
    /// The node of the empty prefix.
    private static let root: Int32 = 0
    /// No node, no pattern.
    private static let none: Int32 = -1

    /// One prefix of a pattern.
    private struct Node {
        var byte: UInt8
        var depth: Int32
        var firstChild = PatternSearch.none
        var nextSibling = PatternSearch.none
        /// The node of the longest proper suffix that is a prefix of a pattern.
        var fallback = PatternSearch.root
        /// The pattern that ends here.
        var pattern = PatternSearch.none
        /// The nearest node over `fallback` in which a pattern ends.
        var shorter = PatternSearch.none
    }

    private var nodes = [Node(byte: 0, depth: 0)]
    private var starts = [Int32](repeating: PatternSearch.root, count: 256)

    /// Makes the automaton; empty patterns are ignored, and of equal ones the first counts.
    init(_ patterns: [[UInt8]]) {
        for (index, pattern) in patterns.enumerated() where !pattern.isEmpty { insert(pattern, Int32(index)) }
        link()
    }

    /// Whether there is anything to find.
    var isEmpty: Bool { nodes.count == 1 }

    /// Calls back for every occurrence, ordered by its end, the longer first of those that end together.
    func forEachMatch(in text: [UInt8], _ body: (_ range: Range<Int>, _ pattern: Int) -> Void) {
        guard !isEmpty else { return }
        var node = Self.root
        for (index, byte) in text.enumerated() {
            node = step(from: node, byte)
            guard node != Self.root else { continue }
            var end = nodes[Int(node)].pattern != Self.none ? node : nodes[Int(node)].shorter
            while end != Self.none {
                let found = nodes[Int(end)]
                body(index + 1 - Int(found.depth)..<index + 1, Int(found.pattern))
                end = found.shorter
            }
        }
    }

    private func step(from node: Int32, _ byte: UInt8) -> Int32 {
        var node = node
        while node != Self.root {
            let next = child(of: node, byte)
            if next != Self.none { return next }
            node = nodes[Int(node)].fallback
        }
        return starts[Int(byte)]
    }

    private func child(of node: Int32, _ byte: UInt8) -> Int32 {
        var child = nodes[Int(node)].firstChild
        while child != Self.none, nodes[Int(child)].byte != byte { child = nodes[Int(child)].nextSibling }
        return child
    }

    private mutating func insert(_ pattern: [UInt8], _ index: Int32) {
        var node = Self.root
        for byte in pattern {
            var next = child(of: node, byte)
            if next == Self.none {
                next = Int32(nodes.count)
                var made = Node(byte: byte, depth: nodes[Int(node)].depth + 1)
                made.nextSibling = nodes[Int(node)].firstChild
                nodes.append(made)
                nodes[Int(node)].firstChild = next
                if node == Self.root { starts[Int(byte)] = next }
            }
            node = next
        }
        if nodes[Int(node)].pattern == Self.none { nodes[Int(node)].pattern = index }
    }

    /// Sets the links between prefixes, shortest prefixes first.
    private mutating func link() {
        var queue = [Self.root]
        var next = 0
        while next < queue.count {
            let parent = queue[next]
            next += 1
            var child = nodes[Int(parent)].firstChild
            while child != Self.none {
                queue.append(child)
                if parent != Self.root {
                    let fallback = step(from: nodes[Int(parent)].fallback, nodes[Int(child)].byte)
                    nodes[Int(child)].fallback = fallback
                    nodes[Int(child)].shorter =
                        nodes[Int(fallback)].pattern != Self.none ? fallback : nodes[Int(fallback)].shorter
                }
                child = nodes[Int(child)].nextSibling
            }
        }
    }
}
