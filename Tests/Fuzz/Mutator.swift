/// Damages sound inputs, always in the same way for the same seed.
struct Mutator {
    private var state: UInt64
    private let words: [[UInt8]]
    /// Numbers on both sides of what readers may count with.
    private static let numbers = [
        "0", "-0", "-1", "00", "1", "127", "128", "255", "256", "1023", "1024", "32768", "65535", "65536", "2147483647",
        "2147483648", "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "18446744073709551616", "1e308", "1e309", "1e-400", "1E+999999999999", "0.1e-1", "99999999999999999999999999999999",
    ].map { Array($0.utf8) }
    /// Characters that texts are rarely made for.
    private static let characters = [
        "\0", "\t", "\r", "\n", "\r\n", "\u{1B}", "\u{7F}", "\u{85}", "\u{A0}", "\u{301}", "\u{200B}", "\u{202E}", "\u{2028}",
        "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{1F468}\u{200D}\u{1F469}", "\u{10FFFF}", "é", "ß", "İ", "模块",
    ].map { Array($0.utf8) }
    /// Bytes that are no UTF-8.
    private static let fragments: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFE, 0xFF], [0x80],
    ]
    private static let limit = 16 << 10

    init(seed: UInt64, words: [String]) {
        state = seed
        self.words = words.map { Array($0.utf8) }
    }

    private mutating func random(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return count > 0 ? Int((value ^ value >> 31) % UInt64(count)) : 0
    }

    /// An input made of one or two others.
    mutating func next(from pool: [[UInt8]]) -> [UInt8] {
        var bytes = pool[random(pool.count)]
        for _ in 0..<(1 + random(6)) { damage(&bytes, pool) }
        return Array(bytes.prefix(Self.limit))
    }

    private mutating func damage(_ bytes: inout [UInt8], _ pool: [[UInt8]]) {
        let place = random(bytes.count + 1)
        let piece = place..<(place + min(random(24), bytes.count - place))
        switch random(16) {
        case 0 where place < bytes.count: bytes[place] = UInt8(random(256))
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random(8))
        case 2: bytes.removeSubrange(piece)
        case 3: bytes.insert(contentsOf: Array(bytes[piece]), at: random(bytes.count + 1))
        case 4: bytes = Array(bytes[..<place])
        case 5: bytes.insert(contentsOf: Array(repeatElement(Array(bytes[piece]), count: 1 + random(40)).joined()), at: place)
        case 6:
            let other = pool[random(pool.count)]
            bytes = Array(bytes[..<place] + other[random(other.count + 1)...])
        case 7:
            let other = pool[random(pool.count)]
            let start = random(other.count + 1)
            bytes.replaceSubrange(piece, with: other[start..<(start + min(random(200), other.count - start))])
        case 8: damageLines(&bytes)
        case 9: replaceNumber(&bytes, from: place)
        case 10: bytes.insert(contentsOf: Self.characters[random(Self.characters.count)], at: place)
        case 11: bytes.insert(contentsOf: Self.fragments[random(Self.fragments.count)], at: place)
        case 12 where !words.isEmpty: bytes.replaceSubrange(piece, with: words[random(words.count)])
        default: if !words.isEmpty { bytes.insert(contentsOf: words[random(words.count)], at: place) }
        }
    }

    /// Removes, doubles, moves or indents a line.
    private mutating func damageLines(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
        let place = random(lines.count)
        switch random(4) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[place], at: random(lines.count + 1))
        case 2: lines.swapAt(place, random(lines.count))
        default: lines[place].insert(contentsOf: repeatElement(UInt8(ascii: " "), count: 1 + random(4)), at: 0)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Puts another number in place of the next one.
    private mutating func replaceNumber(_ bytes: inout [UInt8], from place: Int) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let start = bytes[place...].firstIndex(where: digits.contains) else { return }
        let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
        bytes.replaceSubrange(start..<end, with: Self.numbers[random(Self.numbers.count)])
    }
}
