/// A JSON value with its place; other than in `JSONValue`, names may stand twice.
struct JSONTree: Sendable {
    indirect enum Kind: Sendable {
        /// null, a boolean or a number.
        case literal(TemplateValue)
        /// The text, and whether it stands in the file without escapes.
        case string(String, isPlain: Bool)
        case array([JSONTree])
        case object([Member])
    }

    struct Member: Sendable {
        var name: JSONTree
        var nameText: String
        var value: JSONTree
    }

    var kind: Kind
    var offset: Int
}

/// Parses JSON (RFC 8259) with places; the text has to be UTF-8.
struct JSONTreeParser {
    private let source: SourceText
    private let bytes: [UInt8]
    private let maximumDepth: Int
    private var position = 0

    static func parse(_ source: SourceText, limits: TemplateLimits) throws(TemplateProblem) -> JSONTree {
        var parser = JSONTreeParser(source: source, limits: limits)
        let tree = try parser.value(depth: 1)
        parser.skipBlank()
        guard parser.position == parser.bytes.count else { throw parser.unexpected("the end of the text") }
        return tree
    }

    private init(source: SourceText, limits: TemplateLimits) {
        self.source = source
        bytes = source.bytes
        maximumDepth = limits.depth
        if bytes.starts(with: SourceText.byteOrderMark) { position = SourceText.byteOrderMark.count }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func problem(_ message: String, at offset: Int) -> TemplateProblem {
        source.problem(.syntax, message, at: offset)
    }

    private func unexpected(_ expected: String) -> TemplateProblem {
        let found =
            switch current {
            case nil: "the end of the text"
            case .some(let byte) where byte > 0x20 && byte < 0x7F: "\"\(Unicode.Scalar(byte))\""
            default: "another character"
            }
        return problem("expected \(expected), found \(found)", at: position)
    }

    private mutating func skipBlank() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(TemplateProblem) -> JSONTree {
        skipBlank()
        let start = position
        guard depth <= maximumDepth else {
            throw problem("arrays and objects are nested deeper than \(maximumDepth)", at: start)
        }
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return try string()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: TemplateValue) throws(TemplateProblem) -> JSONTree {
        guard bytes[position...].starts(with: word.utf8) else { throw unexpected("a value") }
        defer { position += word.utf8.count }
        return JSONTree(kind: .literal(value), offset: position)
    }

    private mutating func number() throws(TemplateProblem) -> JSONTree {
        let start = position
        let allowed = Array("+-.0123456789eE".utf8)
        while let byte = current, allowed.contains(byte) { position += 1 }
        guard position > start else { throw unexpected("a value") }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let hasLeadingZero = digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true
        guard !hasLeadingZero, let number = NumberText(text) else {
            throw problem("the number is malformed or too large", at: start)
        }
        return JSONTree(kind: .literal(.number(number.text)), offset: start)
    }

    private mutating func array(depth: Int) throws(TemplateProblem) -> JSONTree {
        let start = position
        position += 1
        var elements: [JSONTree] = []
        skipBlank()
        if take(UInt8(ascii: "]")) { return JSONTree(kind: .array([]), offset: start) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlank()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "]")) { return JSONTree(kind: .array(elements), offset: start) }
            if current == nil { throw problem("the bracket that opens here is not closed", at: start) }
            throw unexpected("\",\" or \"]\"")
        }
    }

    private mutating func object(depth: Int) throws(TemplateProblem) -> JSONTree {
        let start = position
        position += 1
        var members: [JSONTree.Member] = []
        skipBlank()
        if take(UInt8(ascii: "}")) { return JSONTree(kind: .object([]), offset: start) }
        while true {
            skipBlank()
            if current == nil { throw problem("the brace that opens here is not closed", at: start) }
            guard current == UInt8(ascii: "\"") else { throw unexpected("the name of a member") }
            let name = try string()
            guard case .string(let text, _) = name.kind else { throw unexpected("the name of a member") }
            skipBlank()
            guard take(UInt8(ascii: ":")) else { throw unexpected("\":\"") }
            members.append(JSONTree.Member(name: name, nameText: text, value: try value(depth: depth + 1)))
            skipBlank()
            if take(UInt8(ascii: ",")) { continue }
            if take(UInt8(ascii: "}")) { return JSONTree(kind: .object(members), offset: start) }
            if current == nil { throw problem("the brace that opens here is not closed", at: start) }
            throw unexpected("\",\" or \"}\"")
        }
    }

    private mutating func string() throws(TemplateProblem) -> JSONTree {
        let start = position
        var end = start + 1
        var isPlain = true
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            guard bytes[end] >= 0x20 else { throw problem("a string may not hold control characters", at: end) }
            if bytes[end] == UInt8(ascii: "\\") {
                isPlain = false
                end += 1
            }
            end += 1
        }
        guard end < bytes.count else { throw problem("the string that opens here is not closed", at: start) }
        position = end + 1
        if isPlain {
            let text = String(decoding: bytes[start + 1..<end], as: UTF8.self)
            return JSONTree(kind: .string(text, isPlain: true), offset: start)
        }
        guard case .string(let text) = try? JSONReader.read(Array(bytes[start...end])) else {
            throw problem("the string holds a malformed escape", at: start)
        }
        return JSONTree(kind: .string(text, isPlain: false), offset: start)
    }
}
