/// Tells text that nests too deep for a recursive parser, without parsing it.
enum TextDepth {
    /// The place where brackets, or indicators at the head of a line, open more levels than the limit; nil when none do.
    ///
    /// Brackets inside of quotes and comments count as well, closed ones being forgotten: no contract comes near the limit.
    static func tooDeep(_ text: String, limit: Int) -> (line: Int, column: Int)? {
        var (line, column) = (1, 0)
        var (brackets, indicators) = (0, 0)
        var isHead = true
        var previous: UInt8 = 0
        for byte in text.utf8 {
            // Bytes that continue a scalar in UTF-8 are no column of their own.
            if byte & 0xC0 != 0x80 { column += 1 }
            switch byte {
            case 0x0A: (line, column, indicators, isHead) = (line + 1, 0, 0, true)
            case 0x5B, 0x7B: (brackets, isHead) = (brackets + 1, false)
            case 0x5D, 0x7D: (brackets, isHead) = (max(0, brackets - 1), false)
            case 0x2D where isHead && previous != 0x2D, 0x3F where isHead && previous != 0x3F: break
            case 0x20: if isHead, previous == 0x2D || previous == 0x3F { indicators += 1 }
            default: isHead = false
            }
            previous = byte
            if brackets > limit || indicators > limit { return (line, column) }
        }
        return nil
    }
}
