extension JSONScanner {
    /// Goes past a string from its opening quote; its text if it has escapes, nil if it is what stands between the quotes.
    mutating func readString() throws(JSONReadError) -> String? {
        let start = position
        goPastPlain(from: start + 1)
        var runStart = start + 1
        var decoded: [UInt8] = []
        while position < bytes.count {
            switch bytes[position] {
            case 0x22:
                position += 1
                guard runStart > start + 1 else { return nil }
                decoded.append(contentsOf: bytes[runStart..<position - 1])
                return String(decoding: decoded, as: UTF8.self)
            case 0x5C:
                decoded.append(contentsOf: bytes[runStart..<position])
                try readEscape(into: &decoded)
                runStart = position
                goPastPlain(from: position)
            case let byte where byte < 0x20:
                throw error(
                    .controlCharacter, "the control character \(Self.codePoint(byte)) in a string, expected an escape")
            default:
                guard let length = UTF8Sequence.length(in: bytes, at: position) else {
                    throw invalidUTF8(at: position)
                }
                goPastPlain(from: position + length)
            }
        }
        let (line, column) = JSONPlaces.place(of: start, in: bytes)
        throw error(
            .unexpectedEnd, "the text ends inside the string that starts at line \(line), column \(column)",
            at: bytes.count)
    }

    private mutating func goPastPlain(from start: Int) {
        position = PlainText.end(in: bytes.span, from: start)
    }

    private mutating func readEscape(into decoded: inout [UInt8]) throws(JSONReadError) {
        let start = position
        guard position + 1 < bytes.count else {
            throw error(.unexpectedEnd, "the text ends inside an escape", at: bytes.count)
        }
        let letter = bytes[position + 1]
        switch letter {
        case 0x22, 0x5C, 0x2F: decoded.append(letter)
        case 0x62: decoded.append(0x08)
        case 0x66: decoded.append(0x0C)
        case 0x6E: decoded.append(0x0A)
        case 0x72: decoded.append(0x0D)
        case 0x74: decoded.append(0x09)
        case 0x75:
            let scalar = try readUnicodeEscape()
            decoded.append(contentsOf: UTF8.encode(scalar)?.map { $0 } ?? [])
            return
        default:
            position += 1
            let found = unexpected("one of \" \\ / b f n r t u behind a backslash", kind: .invalidEscape)
            position = start
            throw found
        }
        position += 2
    }

    /// Reads `\uXXXX`, or two of them that are a surrogate pair.
    private mutating func readUnicodeEscape() throws(JSONReadError) -> Unicode.Scalar {
        let start = position
        let first = try readHexDigits(at: position + 2)
        position += 6
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, position + 1 < bytes.count, bytes[position] == 0x5C, bytes[position + 1] == 0x75 {
            let second = try readHexDigits(at: position + 2)
            if (0xDC00...0xDFFF).contains(second) {
                position += 6
                return UTF16.decode(UTF16.EncodedScalar([first, second]))
            }
        }
        if replacesLoneSurrogates { return "\u{FFFD}" }
        let digits = String(first, radix: 16, uppercase: true)
        throw error(.loneSurrogate, "the surrogate \\u\(digits) has no partner", at: start)
    }

    private func readHexDigits(at start: Int) throws(JSONReadError) -> UInt16 {
        var value: UInt16 = 0
        for offset in start..<start + 4 {
            guard offset < bytes.count else {
                throw error(.unexpectedEnd, "the text ends inside an escape", at: bytes.count)
            }
            let byte = bytes[offset]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt16((byte | 0x20) - 0x61 + 10)
            default: throw error(.invalidEscape, "expected four hexadecimal digits behind \\u", at: offset)
            }
        }
        return value
    }
}
