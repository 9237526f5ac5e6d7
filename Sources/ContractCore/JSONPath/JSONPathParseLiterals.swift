extension JSONPathParse {
    /// The largest integer that I-JSON takes for exact (RFC 7493, section 2.2).
    private static let largestExact = (1 << 53) - 1

    /// Reads `int = "0" / (["-"] DIGIT1 *DIGIT)` within the exact range; nil when none starts here.
    mutating func integer() throws(JSONPathError) -> Int? {
        let start = position
        let isNegative = take("-")
        guard let first = peek, JSONNumberGrammar.isDigit(first) else {
            if isNegative { throw unexpected("a digit behind '-'") }
            return nil
        }
        if first == 0x30 {
            guard !isNegative else { throw error(.unexpectedCharacter, "found '-0', expected '0'", at: start) }
            position += 1
            if let next = peek, JSONNumberGrammar.isDigit(next) {
                throw error(.unexpectedCharacter, "found an integer with a leading zero", at: start)
            }
            return 0
        }
        var value = 0
        while let digit = peek, JSONNumberGrammar.isDigit(digit) {
            // Stays just over the range however many digits follow.
            value = min(value * 10 + Int(digit & 0x0F), Self.largestExact + 1)
            position += 1
        }
        guard value <= Self.largestExact else {
            throw error(.numberOutOfRange, "found an integer outside -(2^53)+1 to (2^53)-1", at: start)
        }
        return isNegative ? -value : value
    }

    /// Reads a number literal of a filter.
    mutating func number() throws(JSONPathError) -> JSONNumber {
        guard let end = JSONNumberGrammar.end(in: bytes, from: position) else {
            throw error(.unexpectedCharacter, "found no complete number, expected one such as -1.5e3")
        }
        defer { position = end }
        return JSONNumber(checked: String(decoding: bytes[position..<end], as: UTF8.self))
    }

    /// Reads a string in single or double quotes.
    mutating func string() throws(JSONPathError) -> String {
        let start = position
        let quote = bytes[position]
        position += 1
        var decoded: [UInt8] = []
        while let byte = peek {
            switch byte {
            case quote:
                position += 1
                return String(decoding: decoded, as: UTF8.self)
            case 0x5C: decoded.append(contentsOf: try escape(quote: quote))
            case 0..<0x20: throw unexpected("no unescaped control character in a string")
            default:
                decoded.append(byte)
                position += 1
            }
        }
        throw error(.unexpectedEnd, "the query ends inside the string that starts here", at: start)
    }

    /// Reads an escape from its backslash; only the quote that encloses the string can be escaped.
    private mutating func escape(quote: UInt8) throws(JSONPathError) -> [UInt8] {
        let start = position
        position += 1
        guard let letter = peek else { throw unexpected("an escape behind a backslash") }
        position += 1
        switch letter {
        case quote, 0x5C, 0x2F: return [letter]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75:
            let first = try hexDigits(escapeAt: start)
            if let scalar = Unicode.Scalar(first) { return Array(String(scalar).utf8) }
            guard first < 0xDC00, take("\\u") else { throw loneSurrogate(at: start) }
            let second = try hexDigits(escapeAt: start)
            guard (0xDC00...0xDFFF).contains(second) else { throw loneSurrogate(at: start) }
            return Array(String(decoding: [first, second], as: UTF16.self).utf8)
        default:
            position = start
            throw error(.invalidEscape, "a backslash starts no escape here", at: start)
        }
    }

    private func loneSurrogate(at start: Int) -> JSONPathError {
        error(.invalidEscape, "an escaped surrogate has no partner", at: start)
    }

    private mutating func hexDigits(escapeAt start: Int) throws(JSONPathError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            switch peek {
            case .some(let byte) where (0x30...0x39).contains(byte): value = value << 4 | UInt16(byte & 0x0F)
            case .some(let byte) where (0x41...0x46).contains(byte & 0xDF):
                value = value << 4 | UInt16((byte & 0xDF) - 0x41 + 10)
            default: throw error(.invalidEscape, "expected four hexadecimal digits behind \\u", at: start)
            }
            position += 1
        }
        return value
    }
}
