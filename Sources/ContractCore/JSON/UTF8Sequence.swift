/// The well-formed byte sequences of UTF-8 (RFC 3629, section 4).
enum UTF8Sequence {
    /// The length of the well-formed sequence at an offset, nil when there is none.
    static func length(in bytes: [UInt8], at offset: Int) -> Int? {
        let first = bytes[offset]
        let length: Int
        // The second byte's range shuts out overlong forms, surrogates and what is over U+10FFFF.
        let second: ClosedRange<UInt8>
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
        for place in offset + 2..<max(offset + length, offset + 2) where bytes[place] & 0xC0 != 0x80 { return nil }
        return length
    }
}
