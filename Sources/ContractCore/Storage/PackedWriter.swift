import Glibc

/// Writes the parts of elements one behind the other, as bytes that `PackedReader` reads in the same order.
public struct PackedWriter: Sendable {
    /// What was written since the last block was taken.
    private(set) var block = PackedBlock()
    /// Where the last text of each kind stands in the block.
    private var recent = [Int](repeating: Self.nowhere, count: RepeatedText.allCases.count)
    private static let nowhere = -1

    /// Makes a writer without anything written.
    public init() {}

    /// Begins an element.
    mutating func beginElement() { block.beginElement() }

    /// Hands over the block and begins another.
    mutating func takeBlock() -> PackedBlock {
        defer { self = PackedWriter() }
        return block
    }

    // MARK: Numbers

    /// Writes a byte.
    public mutating func add(byte: UInt8) { block.bytes.append(byte) }

    /// Writes whether something is so.
    public mutating func add(_ flag: Bool) { block.bytes.append(flag ? 1 : 0) }

    /// Writes a number of any size, a small one as one byte.
    public mutating func add(_ number: Int) {
        // The sign becomes the lowest bit, so that a small negative number is small too.
        addVarint(UInt64(bitPattern: Int64(number)) << 1 ^ UInt64(bitPattern: Int64(number) >> 63))
    }

    /// Writes the very bits of a number; those of round numbers end in many zeros, which take no room when they come first.
    public mutating func add(_ number: Double) { addVarint(number.bitPattern.byteSwapped) }

    /// Writes seven bits a byte, the lowest first; all bytes but the last have the eighth bit set.
    private mutating func addVarint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            block.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        block.bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes one of few words as the number of it.
    public mutating func add<Word: CaseIterable & Equatable>(_ word: Word) {
        let words = Word.allCases
        add(words.firstIndex(of: word).map { words.distance(from: words.startIndex, to: $0) } ?? 0)
    }

    // MARK: Texts

    /// Writes a text: the number of its bytes, then its bytes.
    public mutating func add(_ text: String) {
        let utf8 = text.utf8
        addVarint(UInt64(utf8.count))
        if utf8.withContiguousStorageIfAvailable({ block.bytes.append(contentsOf: $0) }) == nil {
            block.bytes.append(contentsOf: utf8)
        }
    }

    /// Writes a text of a kind: only its place where the last one of the kind in this block was the same.
    public mutating func add(_ text: String, _ kind: RepeatedText) {
        let place = recent[kind.rawValue]
        if place != Self.nowhere, isThere(text, at: place) {
            addVarint(UInt64(place) + 1)
        } else {
            addVarint(0)
            recent[kind.rawValue] = block.bytes.count
            add(text)
        }
    }

    /// Whether the text that was written at a place has the very same bytes.
    private func isThere(_ text: String, at place: Int) -> Bool {
        var reader = PackedReader(block.bytes, at: place)
        let range = reader.textRange()
        guard range.count == text.utf8.count else { return false }
        // Not texts are compared but bytes: equal texts may be written in different ways.
        let isSame = text.utf8.withContiguousStorageIfAvailable { text in
            block.bytes[range].withUnsafeBytes { written in
                guard let one = written.baseAddress, let other = text.baseAddress else { return text.isEmpty }
                return memcmp(one, other, text.count) == 0
            }
        }
        return isSame ?? text.utf8.elementsEqual(block.bytes[range])
    }

    // MARK: Parts

    /// Writes whether there is something, and what there is.
    public mutating func add<Value>(optional value: Value?, _ add: (inout Self, Value) -> Void) {
        self.add(value != nil)
        if let value { add(&self, value) }
    }

    /// Writes how many there are, and each.
    public mutating func add<Value>(all values: [Value], _ add: (inout Self, Value) -> Void) {
        self.add(values.count)
        for value in values { add(&self, value) }
    }
}

extension PackedWriter {
    /// Writes a text or that there is none.
    public mutating func add(optional text: String?) { add(optional: text) { $0.add($1) } }

    /// Writes a text of a kind or that there is none.
    public mutating func add(optional text: String?, _ kind: RepeatedText) { add(optional: text) { $0.add($1, kind) } }
}
