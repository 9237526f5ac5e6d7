/// Texts on one line, and comments.
extension PlainYAML {
    /// Whether a text that begins with a byte has no quotes.
    static func isPlain(_ first: UInt8) -> Bool {
        first != UInt8(ascii: "\"") && first != UInt8(ascii: "'")
    }

    /// Reads a text from its first byte.
    mutating func readScalar(_ text: Span<UInt8>, inFlow: Bool) throws(Unusual) -> String {
        switch text[place] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try readQuoted(text)
        // What means something else at the head of a text, everywhere or in flow style.
        case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
            UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "@"),
            UInt8(ascii: "`"):
            throw Unusual()
        case UInt8(ascii: "-") where isBlank(text, place + 1): throw Unusual()
        default: return try readPlain(text, inFlow: inFlow)
        }
    }

    private mutating func readPlain(_ text: Span<UInt8>, inFlow: Bool) throws(Unusual) -> String {
        let start = place
        var end = start
        scan: while true {
            while end < text.count, Self.isOrdinary(text[end]) { end &+= 1 }
            guard end < text.count else { break }
            switch text[end] {
            case UInt8(ascii: "\n"): break scan
            case UInt8(ascii: "#"):
                if text[end - 1] == UInt8(ascii: " ") { break scan }
                end += 1
            case UInt8(ascii: ":"):
                if isBlank(text, end + 1) { break scan }
                if inFlow, Self.isFlowIndicator(text[end + 1]) { throw Unusual() }
                end += 1
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                if inFlow { break scan }
                end += 1
            default: end = try endOfCharacter(text, end)
            }
        }
        place = end
        while text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return string(start..<end)
    }

    /// Whether a byte is a character that means nothing anywhere behind the first of a plain text.
    @inline(__always)
    private static func isOrdinary(_ byte: UInt8) -> Bool {
        // One bit for each byte from 0x20 on: all are but # , : and [ ] { } DEL.
        let bits: UInt64 = byte < 0x40 ? 0xFBFF_EFF7_0000_0000 : 0x57FF_FFFF_D7FF_FFFF
        return byte < 0x80 && bits >> UInt64(byte & 0x3F) & 1 == 1
    }

    /// What makes a mistake of a colon in front of it.
    private static func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }

    /// Reads a text in quotes; an escape ends a piece of it.
    private mutating func readQuoted(_ text: Span<UInt8>) throws(Unusual) -> String {
        let quote = text[place]
        var (start, end) = (place + 1, place + 1)
        var decoded = ""
        while true {
            while end < text.count, Self.isOrdinaryInQuotes(text[end]) { end &+= 1 }
            guard end < text.count else { throw Unusual() }
            let byte = text[end]
            switch byte {
            case quote where quote == UInt8(ascii: "'") && end + 1 < text.count && text[end + 1] == quote:
                decoded += string(start..<end + 1)
                end += 2
                start = end
            case quote:
                place = end + 1
                let rest = string(start..<end)
                return decoded.isEmpty ? rest : decoded + rest
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                guard end + 1 < text.count, let character = Self.escaped(text[end + 1]) else { throw Unusual() }
                decoded += string(start..<end)
                decoded.unicodeScalars.append(character)
                end += 2
                start = end
            case 0x20...0x7E, UInt8(ascii: "\t"): end += 1
            default: end = try endOfCharacter(text, end)
            }
        }
    }

    /// Whether a byte is a character that means nothing in quotes of either kind.
    @inline(__always)
    private static func isOrdinaryInQuotes(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
            && byte != UInt8(ascii: "\\")
    }

    /// What the usual escapes mean.
    private static func escaped(_ letter: UInt8) -> Unicode.Scalar? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: nil
        }
    }

    /// Reads the name of an anchor or alias from the sign in front of it.
    mutating func readName(_ text: Span<UInt8>) throws(Unusual) -> String {
        let start = place + 1
        var end = start
        while end < text.count, Self.isNameByte(text[end]) { end += 1 }
        guard end > start, isBlank(text, end) || Self.endsInFlow(text[end]) else { throw Unusual() }
        place = end
        return string(start..<end)
    }

    /// Whether a byte ends an element or value in flow style.
    private static func endsInFlow(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    mutating func goPastComment(_ text: Span<UInt8>) throws(Unusual) {
        var end = place
        while end < text.count, text[end] != UInt8(ascii: "\n") {
            let byte = text[end]
            if byte >= 0x20 && byte <= 0x7E || byte == UInt8(ascii: "\t") {
                end += 1
            } else {
                end = try endOfCharacter(text, end)
            }
        }
        place = end
    }

    /// Where a character ends that is not ASCII; those that YAML refuses and those that end a line are unusual.
    ///
    /// The text is UTF-8, so a character is whole.
    private mutating func endOfCharacter(_ text: Span<UInt8>, _ start: Int) throws(Unusual) -> Int {
        let length: Int
        switch text[start] {
        case 0xC2:
            // The second range of control characters.
            guard text[start + 1] >= 0xA0 else { throw Unusual() }
            length = 2
        case 0xC3...0xDF: length = 2
        case 0xE2:
            // U+2028 and U+2029.
            guard text[start + 1] != 0x80 || text[start + 2] & 0xFE != 0xA8 else { throw Unusual() }
            length = 3
        case 0xEF:
            // U+FEFF, U+FFFE and U+FFFF.
            let (second, third) = (text[start + 1], text[start + 2])
            guard second != 0xBB || third != 0xBF, second != 0xBF || third < 0xBE else { throw Unusual() }
            length = 3
        case 0xE0...0xEE: length = 3
        case 0xF0...0xF4: length = 4
        default: throw Unusual()
        }
        lineStart += length - 1
        return start + length
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
