/// A recursive descent through the grammar of RFC 9535, appendix A: queries, segments and selectors.
struct JSONPathParse {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func wholeQuery() throws(JSONPathError) -> JSONPathQuery {
        guard take("$") else { throw unexpected("'$' at the start of a query") }
        let query = JSONPathQuery(isRelative: false, segments: try segments())
        guard position == bytes.count else { throw unexpected("'.', '..' or '[' or the end of the query") }
        return query
    }

    /// Reads `segments = *(S segment)`; blanks behind the last segment are left.
    mutating func segments() throws(JSONPathError) -> [JSONPathSegment] {
        var segments: [JSONPathSegment] = []
        while true {
            let end = position
            skipBlanks()
            if let segment = try segment() {
                segments.append(segment)
            } else {
                position = end
                return segments
            }
        }
    }

    private mutating func segment() throws(JSONPathError) -> JSONPathSegment? {
        if peek == 0x5B { return JSONPathSegment(isDescendant: false, selectors: try bracketed()) }
        guard take(".") else { return nil }
        let isDescendant = take(".")
        if isDescendant && peek == 0x5B { return JSONPathSegment(isDescendant: true, selectors: try bracketed()) }
        if take("*") { return JSONPathSegment(isDescendant: isDescendant, selectors: [.wildcard]) }
        let start = position
        while let byte = peek, Self.isNameByte(byte), position > start || !JSONNumberGrammar.isDigit(byte) {
            position += 1
        }
        guard position > start else {
            throw unexpected(isDescendant ? "a name, '*' or '[' behind '..'" : "a name or '*' behind '.'")
        }
        return JSONPathSegment(isDescendant: isDescendant, selectors: [.name(text(from: start))])
    }

    /// Reads the selectors between brackets.
    private mutating func bracketed() throws(JSONPathError) -> [JSONPathSelector] {
        position += 1
        var selectors: [JSONPathSelector] = []
        repeat {
            skipBlanks()
            selectors.append(try selector())
            skipBlanks()
        } while take(",")
        guard take("]") else { throw unexpected("',' or ']' behind a selector") }
        return selectors
    }

    private mutating func selector() throws(JSONPathError) -> JSONPathSelector {
        switch peek {
        case 0x22, 0x27: return .name(try string())
        case 0x2A:
            position += 1
            return .wildcard
        case 0x3F:
            position += 1
            skipBlanks()
            return .filter(try condition())
        default: return try indexOrSlice()
        }
    }

    private mutating func indexOrSlice() throws(JSONPathError) -> JSONPathSelector {
        let start = try integer()
        let end = position
        skipBlanks()
        guard take(":") else {
            guard let start else { throw unexpected("a name in quotes, '*', an index, a slice or '?'") }
            position = end
            return .index(start)
        }
        skipBlanks()
        let stop = try integer()
        let stopEnd = position
        skipBlanks()
        guard take(":") else {
            position = stopEnd
            return .slice(JSONPathSlice(start: start, end: stop, step: 1))
        }
        let colonEnd = position
        skipBlanks()
        let step = try integer()
        if step == nil { position = colonEnd }
        return .slice(JSONPathSlice(start: start, end: stop, step: step ?? 1))
    }

    /// Runs a part of the parse one level deeper.
    mutating func nested<Result>(
        _ body: (inout JSONPathParse) throws(JSONPathError) -> Result
    ) throws(JSONPathError) -> Result {
        guard depth < JSONPath.deepest else {
            throw error(.tooDeep, "filters and parentheses are nested deeper than \(JSONPath.deepest)")
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }
}

// MARK: - Characters

extension JSONPathParse {
    /// The byte at the position, nil at the end.
    var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// Goes past a token if it comes next.
    mutating func take(_ token: StaticString) -> Bool {
        let length = token.utf8CodeUnitCount
        guard position + length <= bytes.count else { return false }
        let isNext = token.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + length]) }
        if isNext { position += length }
        return isNext
    }

    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    func text(from start: Int) -> String {
        String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Whether a byte belongs to a shorthand name: ASCII letters, digits, `_`, and all that is not ASCII.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
        default: false
        }
    }

    /// An error at the position, or at a place told in bytes.
    func error(_ kind: JSONPathError.Kind, _ message: String, at offset: Int? = nil) -> JSONPathError {
        let scalars = bytes[..<(offset ?? position)].count { $0 & 0xC0 != 0x80 }
        return JSONPathError(kind: kind, message: message, offset: scalars)
    }

    /// An error that says what stands at the position instead of what was expected.
    func unexpected(_ expected: String) -> JSONPathError {
        let rest = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        guard let scalar = rest.unicodeScalars.first else {
            return error(.unexpectedEnd, "the query ends, expected \(expected)")
        }
        if scalar == " " { return error(.unexpectedCharacter, "found a space, expected \(expected)") }
        let shown = scalar.value < 0x20 ? JSONScanner.codePoint(UInt8(scalar.value)) : "'\(scalar)'"
        return error(.unexpectedCharacter, "found \(shown), expected \(expected)")
    }
}
