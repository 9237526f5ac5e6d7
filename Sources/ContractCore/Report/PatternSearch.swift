/// Finds every occurrence of many byte patterns in one pass over the text.
///
/// Patterns are looked up by their last eight bytes, so one more costs the same however many there are, and ends tell
/// issued tokens apart better than beginnings, which they often share.
struct PatternSearch: Sendable {
    /// The bytes by which a long pattern is looked up.
    private static let tail = 8
    /// How many long patterns there is room for from the beginning.
    private static let usualCount = 90
    /// No pattern.
    private static let none: Int32 = -1

    /// Where a pattern ends among all, and the one to look at next of those with the same tail.
    private struct Entry {
        var end: Int
        var next: Int32
    }

    /// The bytes of all patterns, one behind the other.
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// The newest pattern of each tail; index 0 holds the patterns of eight bytes and more, the others those of 1 to 7.
    private var newest: [[UInt64: Int32]] = []
    /// The lengths of short patterns that there are.
    private var shortLengths: [Int] = []
    /// Which two bytes patterns end in, by six bits of each; most places of a text are left behind here.
    private var endings = Endings()
    /// The length of the shortest pattern.
    private var shortest = Int.max

    /// Makes the search; empty patterns are ignored.
    init(_ patterns: [[UInt8]]) {
        for pattern in patterns { add(pattern[...]) }
    }

    /// Whether there is anything to find.
    var isEmpty: Bool { entries.isEmpty }

    /// How many patterns were added.
    var count: Int { entries.count }

    /// Adds a pattern, whose index is the number of those before it.
    mutating func add(_ pattern: ArraySlice<UInt8>) {
        if entries.isEmpty {
            // A run without secrets has none, and needs no room for them.
            newest = Array(repeating: [:], count: Self.tail)
            // What cases add to a copy of their own needs no other table then.
            newest[0].reserveCapacity(Self.usualCount)
        }
        let index = Int32(entries.count)
        let group = pattern.count < Self.tail ? pattern.count : 0
        var key: UInt64 = 0
        for byte in pattern.suffix(Self.tail) { key = key << 8 | UInt64(byte) }
        bytes.append(contentsOf: pattern)
        let next = pattern.isEmpty ? Self.none : newest[group][key] ?? Self.none
        entries.append(Entry(end: bytes.count, next: next))
        guard let last = pattern.last else { return }
        newest[group][key] = index
        if group > 0, !shortLengths.contains(group) { shortLengths = (shortLengths + [group]).sorted(by: >) }
        shortest = min(shortest, pattern.count)
        endings.insert(last, behind: pattern.count == 1 ? nil : UInt8(truncatingIfNeeded: key >> 8))
    }

    /// Calls back for every occurrence, ordered by its end, the longer first of those that end together.
    func forEachMatch(in text: [UInt8], _ body: (_ range: Range<Int>, _ pattern: Int) -> Void) {
        search(text) { range, pattern in
            body(range, pattern)
            return true
        }
    }

    /// Whether any pattern occurs.
    func hasMatch<Text: RandomAccessCollection<UInt8>>(in text: Text) -> Bool where Text.Index == Int {
        var isFound = false
        search(text) { _, _ in
            isFound = true
            return false
        }
        return isFound
    }

    /// Calls back for every occurrence for as long as the answer is that the search goes on.
    private func search<Text: RandomAccessCollection<UInt8>>(
        _ text: Text, _ goesOn: (_ range: Range<Int>, _ pattern: Int) -> Bool
    ) where Text.Index == Int {
        guard text.count >= shortest else { return }
        var window: UInt64 = 0
        for index in text.indices {
            window = window << 8 | UInt64(text[index])
            guard endings.contains(window) else { continue }
            let end = index + 1
            if let first = newest[0][window] {
                for pattern in matches(from: first, in: text, endingAt: end)
                where !goesOn(pattern.range, pattern.index) { return }
            }
            for length in shortLengths where length <= end {
                let key = window & (1 << (UInt64(length) * 8) - 1)
                if let pattern = newest[length][key], !goesOn(end - length..<end, Int(pattern)) { return }
            }
        }
    }

    private func pattern(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index > 0 ? entries[index - 1].end : 0)..<entries[index].end]
    }

    /// The patterns of one tail that end at a place, the longest first.
    private func matches<Text: RandomAccessCollection<UInt8>>(
        from first: Int32, in text: Text, endingAt end: Int
    ) -> [(range: Range<Int>, index: Int)] where Text.Index == Int {
        var found: [(range: Range<Int>, index: Int)] = []
        var next = first
        while next != Self.none {
            let pattern = pattern(Int(next))
            let start = end - pattern.count
            if start >= 0, text[start..<end].elementsEqual(pattern) { found.append((start..<end, Int(next))) }
            next = entries[Int(next)].next
        }
        return found.count < 2 ? found : found.sorted { $0.range.count > $1.range.count }
    }
}

extension PatternSearch {
    /// Pairs of bytes, told apart by the lower six bits of each: letters of one case all differ, and so do digits.
    private struct Endings: Sendable {
        /// A word for each first byte, a bit in it for each second byte.
        private var words: [UInt64] = []

        /// Adds a byte behind another, or behind any.
        mutating func insert(_ last: UInt8, behind before: UInt8?) {
            if words.isEmpty { words = Array(repeating: 0, count: 64) }
            let bit: UInt64 = 1 << UInt64(last & 63)
            guard let before else { return words = words.map { $0 | bit } }
            words[Int(before & 63)] |= bit
        }

        /// Whether the last two bytes of a window can be an ending.
        func contains(_ window: UInt64) -> Bool {
            words[Int(truncatingIfNeeded: window >> 8 & 63)] >> (window & 63) & 1 == 1
        }
    }
}
