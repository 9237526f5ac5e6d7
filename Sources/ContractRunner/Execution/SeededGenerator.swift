import ContractCore

/// Numbers that look random and derive from a seed and a name, so that each case has its own and every run the same.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, name: String) {
        var begin = Fingerprint(seed: seed)
        begin.add(name)
        state = begin.bits
    }

    /// The next number of SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A UUID of version 4 (RFC 9562, section 5.4).
    mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for position in 0..<32 {
            switch position {
            case 8, 12, 16, 20: text.append(UInt8(ascii: "-"))
            default: break
            }
            let word = position < 16 ? high : low
            text.append(Self.digits[Int(word >> UInt64(60 - position % 16 * 4) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// So many lower-case letters.
    mutating func letters(_ count: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(count)
        for _ in 0..<count { text.append(UInt8(97 + next() % 26)) }
        return String(decoding: text, as: UTF8.self)
    }
}
