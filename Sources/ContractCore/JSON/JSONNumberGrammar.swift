/// The grammar of a number (RFC 8259, section 6).
enum JSONNumberGrammar {
    /// Where the number that starts at `start` ends, nil when what stands there is no number.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        if byte(bytes, position) == 0x2D { position += 1 }
        guard let first = byte(bytes, position), isDigit(first) else { return nil }
        position = first == 0x30 ? position + 1 : endOfDigits(bytes, position)
        if byte(bytes, position) == 0x2E {
            let end = endOfDigits(bytes, position + 1)
            guard end > position + 1 else { return nil }
            position = end
        }
        if byte(bytes, position) == 0x65 || byte(bytes, position) == 0x45 {
            position += 1
            if byte(bytes, position) == 0x2B || byte(bytes, position) == 0x2D { position += 1 }
            let end = endOfDigits(bytes, position)
            guard end > position else { return nil }
            position = end
        }
        return position
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }

    private static func byte(_ bytes: [UInt8], _ position: Int) -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private static func endOfDigits(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
        return position
    }
}
