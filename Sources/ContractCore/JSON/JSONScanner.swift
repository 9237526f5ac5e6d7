/// The tokens of a JSON text: white space, literals, numbers and strings.
struct JSONScanner {
    let bytes: [UInt8]
    let replacesLoneSurrogates: Bool
    var position = 0

    init(bytes: [UInt8], replacesLoneSurrogates: Bool) {
        self.bytes = bytes
        self.replacesLoneSurrogates = replacesLoneSurrogates
    }

    /// The byte at the position, nil at the end.
    var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    mutating func skipWhiteSpace() {
        var place = position
        Self.skipWhiteSpace(in: bytes.span, &place)
        position = place
    }

    /// Goes to the first byte that is no white space, or to the end.
    @inline(__always)
    static func skipWhiteSpace(in text: Span<UInt8>, _ place: inout Int) {
        while place < text.count, text[place] <= 0x20, isWhiteSpace(text[place]) { place += 1 }
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Goes past `true`, `false` or `null`.
    mutating func readLiteral() throws(JSONReadError) -> JSONTape.Kind {
        for (literal, kind) in Self.literals where bytes[position...].starts(with: literal) {
            position += literal.count
            return kind
        }
        throw unexpected("a value")
    }

    private static let literals: [([UInt8], JSONTape.Kind)] = [
        (Array("true".utf8), .yes), (Array("false".utf8), .no), (Array("null".utf8), .null),
    ]

    /// Goes past a number.
    mutating func readNumber() throws(JSONReadError) {
        guard let end = JSONNumberGrammar.end(in: bytes, from: position) else { throw numberError() }
        if bytes[end - 1] == 0x30, end < bytes.count, JSONNumberGrammar.isDigit(bytes[end]) {
            throw error(.invalidNumber, "a number with a leading zero")
        }
        position = end
    }

    /// Tells where a number that breaks the grammar does so.
    private func numberError() -> JSONReadError {
        var end = position
        while end < bytes.count, JSONNumberGrammar.isDigit(bytes[end]) || Self.numberSigns.contains(bytes[end]) {
            end += 1
        }
        // A longer number than any sensible one is not repeated in the message.
        let text = String(decoding: bytes[position..<min(end, position + 40)], as: UTF8.self)
        if end == bytes.count { return error(.unexpectedEnd, "the text ends inside a number, '\(text)'", at: end) }
        return error(.invalidNumber, "'\(text)' is no JSON number")
    }

    private static let numberSigns: [UInt8] = Array("+-.eE".utf8)
}

// MARK: - Errors

extension JSONScanner {
    /// An error at the position, or at a place told.
    func error(_ kind: JSONReadError.Kind, _ message: String, at offset: Int? = nil) -> JSONReadError {
        var places = JSONPlaces(bytes: bytes)
        let offset = offset ?? position
        let (line, column) = places.place(of: offset)
        return JSONReadError(kind: kind, message: message, offset: offset, line: line, column: column)
    }

    /// An error that says what stands at the position instead of what was expected.
    func unexpected(_ expected: String, kind: JSONReadError.Kind = .unexpectedCharacter) -> JSONReadError {
        guard let byte = peek else {
            return error(.unexpectedEnd, "the text ends, expected \(expected)")
        }
        if byte >= 0x80 {
            guard let length = UTF8Sequence.length(in: bytes, at: position) else { return invalidUTF8(at: position) }
            let character = String(decoding: bytes[position..<position + length], as: UTF8.self)
            return error(kind, "found '\(character)', expected \(expected)")
        }
        let shown =
            (0x20...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "the control character \(Self.codePoint(byte))"
        return error(kind, "found \(shown), expected \(expected)")
    }

    func invalidUTF8(at offset: Int) -> JSONReadError {
        let byte = String(bytes[offset], radix: 16, uppercase: true)
        return error(.invalidUTF8, "the byte \(byte) starts no valid UTF-8 sequence", at: offset)
    }

    static func codePoint(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
