/// Finds every occurrence of many byte patterns in one pass over the text.
///
/// Patterns are looked up by their last eight bytes, so one more costs the same however many there are, and ends tell
/// issued tokens apart better than beginnings, which they often share.
struct PatternSearch: Sendable {
    /// The bytes by which a long pattern is looked up.
    private static let tail = 8
    /// No pattern.
    private static let none: Int32 = -1

    /// A pattern, and the one to look at next of those with the same tail.
    private struct Entry {
        var bytes: [UInt8]
        var next: Int32
    }

    private var entries: [Entry] = []
    /// The newest pattern of each tail; index 0 holds the patterns of eight bytes and more, the others those of 1 to 7.
    private var newest: [[UInt64: Int32]] = []
    /// The lengths of short patterns that there are.
    private var shortLengths: [Int] = []
    /// Whether a pattern ends in two bytes; most places of a text are left behind here.
    private var endings: [Bool] = []

    /// Makes the search; empty patterns are ignored.
    init(_ patterns: [[UInt8]]) {
        for pattern in patterns { add(pattern) }
    }

    /// Whether there is anything to find.
    var isEmpty: Bool { entries.isEmpty }

    /// Adds a pattern, whose index is the number of those before it.
    mutating func add(_ pattern: [UInt8]) {
        if entries.isEmpty {
            // A run without secrets has none, and needs no room for them.
            newest = Array(repeating: [:], count: Self.tail)
            endings = Array(repeating: false, count: 1 << 16)
        }
        let index = Int32(entries.count)
        let group = pattern.count < Self.tail ? pattern.count : 0
        var key: UInt64 = 0
        for byte in pattern.suffix(Self.tail) { key = key << 8 | UInt64(byte) }
        entries.append(Entry(bytes: pattern, next: pattern.isEmpty ? Self.none : newest[group][key] ?? Self.none))
        guard let last = pattern.last else { return }
        newest[group][key] = index
        if group > 0, !shortLengths.contains(group) { shortLengths = (shortLengths + [group]).sorted(by: >) }
        if pattern.count == 1 {
            for before in 0..<256 { endings[before << 8 | Int(last)] = true }
        } else {
            endings[Int(key & 0xFFFF)] = true
        }
    }

    /// Calls back for every occurrence, ordered by its end, the longer first of those that end together.
    func forEachMatch(in text: [UInt8], _ body: (_ range: Range<Int>, _ pattern: Int) -> Void) {
        guard !isEmpty else { return }
        var window: UInt64 = 0
        for index in text.indices {
            window = window << 8 | UInt64(text[index])
            guard endings[Int(window & 0xFFFF)] else { continue }
            let end = index + 1
            if let first = newest[0][window] {
                for pattern in matches(from: first, in: text, endingAt: end) { body(pattern.range, pattern.index) }
            }
            for length in shortLengths where length <= end {
                let key = window & (1 << (UInt64(length) * 8) - 1)
                if let pattern = newest[length][key] { body(end - length..<end, Int(pattern)) }
            }
        }
    }

    /// Whether any pattern occurs.
    func hasMatch(in text: [UInt8]) -> Bool {
        guard !isEmpty else { return false }
        var window: UInt64 = 0
        for (index, byte) in text.enumerated() {
            window = window << 8 | UInt64(byte)
            guard endings[Int(window & 0xFFFF)] else { continue }
            if let first = newest[0][window], !matches(from: first, in: text, endingAt: index + 1).isEmpty {
                return true
            }
            for length in shortLengths where length <= index + 1 {
                if newest[length][window & (1 << (UInt64(length) * 8) - 1)] != nil { return true }
            }
        }
        return false
    }

    /// The patterns of one tail that end at a place, the longest first.
    private func matches(
        from first: Int32, in text: [UInt8], endingAt end: Int
    ) -> [(range: Range<Int>, index: Int)] {
        var found: [(range: Range<Int>, index: Int)] = []
        var next = first
        while next != Self.none {
            let entry = entries[Int(next)]
            let start = end - entry.bytes.count
            if start >= 0, text[start..<end].elementsEqual(entry.bytes) { found.append((start..<end, Int(next))) }
            next = entry.next
        }
        return found.count < 2 ? found : found.sorted { $0.range.count > $1.range.count }
    }
}
