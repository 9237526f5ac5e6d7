/// Reads what a `PackedWriter` wrote, part by part in the same order.
public struct PackedReader: Sendable {
    private let bytes: [UInt8]
    private var position: Int
    /// The last text of each kind and its place, so that elements share it as they did; empty where nobody reads on.
    private var recent: [(place: Int, text: String)] = []

    /// Reads from a place.
    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// Reads many elements of a block.
    init(_ block: PackedBlock) {
        bytes = block.bytes
        position = 0
        recent = Array(repeating: (-1, ""), count: RepeatedText.allCases.count)
    }

    /// Goes to a place.
    mutating func move(to position: Int) { self.position = position }

    // MARK: Numbers

    /// The byte that comes.
    public mutating func byte() -> UInt8 {
        defer { position += 1 }
        return bytes[position]
    }

    /// Whether something is so.
    public mutating func flag() -> Bool { byte() != 0 }

    /// The number that comes.
    public mutating func number() -> Int {
        let value = varint()
        return Int(truncatingIfNeeded: value >> 1) ^ -Int(truncatingIfNeeded: value & 1)
    }

    /// The floating-point number that comes, bit by bit as it was.
    public mutating func double() -> Double { Double(bitPattern: varint().byteSwapped) }

    private mutating func varint() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = byte()
            value |= UInt64(byte & 0x7F) << shift
            guard byte >= 0x80 else { return value }
            shift += 7
        }
    }

    /// The word that comes.
    public mutating func word<Word: CaseIterable>() -> Word {
        let words = Word.allCases
        return words[words.index(words.startIndex, offsetBy: number())]
    }

    // MARK: Texts

    /// The text that comes.
    public mutating func text() -> String { String(decoding: bytes[textRange()], as: UTF8.self) }

    /// The text of a kind that comes.
    public mutating func text(_ kind: RepeatedText) -> String {
        let named = Int(varint())
        let behind = position
        if named > 0 { position = named - 1 }
        let place = position
        let range = textRange()
        if named > 0 { position = behind }
        guard !recent.isEmpty else { return String(decoding: bytes[range], as: UTF8.self) }
        if recent[kind.rawValue].place != place {
            recent[kind.rawValue] = (place, String(decoding: bytes[range], as: UTF8.self))
        }
        return recent[kind.rawValue].text
    }

    /// Where the bytes of the text that comes are; the reader is behind them then.
    mutating func textRange() -> Range<Int> {
        let count = Int(varint())
        defer { position += count }
        return position..<(position + count)
    }

    // MARK: Parts

    /// What there is, or nil.
    public mutating func optional<Value>(_ read: (inout Self) -> Value) -> Value? { flag() ? read(&self) : nil }

    /// All that there are.
    public mutating func all<Value>(_ read: (inout Self) -> Value) -> [Value] {
        let count = number()
        guard count > 0 else { return [] }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(read(&self)) }
        return values
    }

    /// The text that comes, or nil.
    public mutating func optionalText() -> String? { optional { $0.text() } }

    /// The text of a kind that comes, or nil.
    public mutating func optionalText(_ kind: RepeatedText) -> String? { optional { $0.text(kind) } }
}
