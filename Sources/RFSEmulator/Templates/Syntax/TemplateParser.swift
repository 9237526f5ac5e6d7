/// Parses the native syntax of HCL; this part steps over blanks, comments and names.
///
/// The grammar is that of the HCL native syntax specification. Nesting is bounded by `limits.depth`.
struct TemplateParser {
    /// How places in the parsed bytes become places in the file.
    enum Origin {
        /// The bytes are the file.
        case file
        /// The bytes are the content of a JSON string that begins here; each stands for one byte of the file.
        case content(start: Int)
        /// As above, but the content has escapes, so that all places are the start of the string.
        case escapedContent(start: Int)
    }

    let source: SourceText
    let file: Int
    let bytes: [UInt8]
    let origin: Origin
    let maximumDepth: Int
    var position = 0
    /// Whether a line break ends what is being parsed; it does outside of brackets.
    var linesMatter = true
    private var depth = 0

    /// Parses a whole file; the text has to be UTF-8.
    init(_ source: SourceText, file: Int, limits: TemplateLimits) {
        self.source = source
        self.file = file
        bytes = source.bytes
        origin = .file
        maximumDepth = limits.depth
        if bytes.starts(with: SourceText.byteOrderMark) { position = SourceText.byteOrderMark.count }
    }

    /// Parses the content of a JSON string.
    init(content: String, origin: Origin, depth: Int, source: SourceText, file: Int, limits: TemplateLimits) {
        self.source = source
        self.file = file
        bytes = Array(content.utf8)
        self.origin = origin
        self.depth = depth
        maximumDepth = limits.depth
        linesMatter = false
    }

    /// The current byte; 0 at the end, which no text in the grammar contains.
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    var isAtEnd: Bool { position >= bytes.count }

    /// The byte some steps further; 0 behind the end.
    func byte(_ distance: Int) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    func place(_ position: Int) -> SourcePlace {
        switch origin {
        case .file: SourcePlace(file: file, offset: position)
        case .content(let start): SourcePlace(file: file, offset: start + position)
        case .escapedContent(let start): SourcePlace(file: file, offset: start)
        }
    }

    var place: SourcePlace { place(position) }

    func problem(_ message: String, at position: Int) -> TemplateProblem {
        source.problem(.syntax, message, at: place(position).offset)
    }

    /// A problem with what stands at the current position.
    func unexpected(_ expected: String) -> TemplateProblem {
        problem("expected \(expected), found \(found)", at: position)
    }

    private var found: String {
        guard !isAtEnd else { return "the end of the text" }
        if current == 0x0A || current == 0x0D { return "the end of the line" }
        if current == 0x20 || current == 0x09 { return "a blank" }
        guard let scalar = scalar(at: position)?.scalar, !scalar.properties.isWhitespace,
            scalar.properties.generalCategory != .control
        else { return "a character that is not printable" }
        return "\"\(scalar)\""
    }

    // MARK: - Nesting

    /// Goes one level deeper; `leave` goes back.
    mutating func enter() throws(TemplateProblem) {
        depth += 1
        if depth > maximumDepth {
            throw problem("expressions and blocks are nested deeper than \(maximumDepth)", at: position)
        }
    }

    mutating func leave() { depth -= 1 }

    // MARK: - Blanks

    /// Steps over spaces and comments, and over line breaks where they do not matter.
    mutating func skipBlank() throws(TemplateProblem) {
        while !isAtEnd {
            switch current {
            case 0x20, 0x09: position += 1
            case 0x0D where byte(1) == 0x0A:
                if linesMatter { return }
                position += 2
            case 0x0A:
                if linesMatter { return }
                position += 1
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): skipLine()
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): try skipComment()
            default: return
            }
        }
    }

    /// Steps over spaces, comments and line breaks.
    mutating func skipBlankLines() throws(TemplateProblem) {
        let outer = linesMatter
        linesMatter = false
        defer { linesMatter = outer }
        try skipBlank()
    }

    private mutating func skipLine() {
        while !isAtEnd, current != 0x0A { position += 1 }
    }

    private mutating func skipComment() throws(TemplateProblem) {
        let start = position
        position += 2
        while !isAtEnd {
            if current == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                position += 2
                return
            }
            position += 1
        }
        throw problem("the comment that begins here is not closed", at: start)
    }

    /// Steps over one line break, if one stands here.
    mutating func takeLineBreak() -> Bool {
        if current == 0x0A {
            position += 1
            return true
        }
        guard current == 0x0D, byte(1) == 0x0A else { return false }
        position += 2
        return true
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard !isAtEnd, current == byte else { return false }
        position += 1
        return true
    }

    mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    // MARK: - Names

    /// A name, if one begins here (section "Identifiers").
    mutating func takeName() -> String? {
        let start = position
        guard let first = scalar(at: position), Self.beginsName(first.scalar) else { return nil }
        position += first.length
        while let next = scalar(at: position), Self.continuesName(next.scalar) { position += next.length }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Whether this word stands here by itself.
    func isAtWord(_ word: String) -> Bool {
        guard bytes[min(position, bytes.count)...].starts(with: word.utf8) else { return false }
        guard let next = scalar(at: position + word.utf8.count) else { return true }
        return !Self.continuesName(next.scalar)
    }

    static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_"
            || (scalar.isASCII
                ? ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                : scalar.properties.isIDStart)
    }

    static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        if beginsName(scalar) || scalar == "-" || ("0"..."9").contains(scalar) { return true }
        return !scalar.isASCII && scalar.properties.isIDContinue
    }

    /// Whether a text is one name.
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, beginsName(first) else { return false }
        return text.unicodeScalars.allSatisfy(continuesName)
    }

    private func scalar(at position: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        guard position < bytes.count else { return nil }
        if bytes[position] < 0x80 { return (Unicode.Scalar(bytes[position]), 1) }
        var decoder = UTF8()
        var rest = bytes[position..<min(position + 4, bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}
