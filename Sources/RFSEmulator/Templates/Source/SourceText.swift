/// The text of one file, which turns byte offsets into lines and columns when a problem needs them.
struct SourceText: Sendable, Hashable {
    /// The three bytes that may stand before UTF-8 text.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The path in the template.
    var name: String
    /// The content, a leading byte order mark included.
    var bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The text after a check that it is UTF-8 and not too large.
    init(name: String, bytes: [UInt8], limits: TemplateLimits) throws(TemplateProblem) {
        self.init(name: name, bytes: bytes)
        guard bytes.count <= limits.size else {
            throw TemplateProblem(.size, "the text has \(bytes.count) bytes, more than \(limits.size)", file: name)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw problem(.encoding, "the text is not UTF-8", at: firstInvalidOffset)
        }
    }

    /// Whether the first character that is not blank is an opening brace, as in JSON and never in native text.
    var beginsWithBrace: Bool {
        let content = bytes.starts(with: Self.byteOrderMark) ? bytes[Self.byteOrderMark.count...] : bytes[...]
        let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        return content.first { !blanks.contains($0) } == UInt8(ascii: "{")
    }

    /// A problem at a byte offset; its column counts characters, as editors do.
    func problem(_ kind: TemplateProblem.Kind, _ message: String, at offset: Int) -> TemplateProblem {
        let end = min(max(offset, 0), bytes.count)
        var line = 1
        var start = 0
        for index in 0..<end where bytes[index] == 0x0A {
            line += 1
            start = index + 1
        }
        let mark = Self.byteOrderMark.count
        if line == 1, end >= mark, bytes.starts(with: Self.byteOrderMark) { start = mark }
        let column = String(decoding: bytes[start..<end], as: UTF8.self).count + 1
        return TemplateProblem(kind, message, file: name, line: line, column: column)
    }

    /// A part of the file as text.
    func text(_ extract: SourceExtract) -> String {
        switch extract {
        case .text(let text): text
        case .range(let start, let end): String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    private var firstInvalidOffset: Int {
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&rest) { offset += UTF8.width(scalar) }
        return offset
    }
}

/// A place in one of the files of a template.
struct SourcePlace: Sendable, Hashable {
    /// The index of the file.
    var file: Int
    /// The byte offset in that file.
    var offset: Int
}
