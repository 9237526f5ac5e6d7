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

    /// A problem at a byte offset; its column counts characters, as editors do.
    func problem(_ kind: TemplateProblem.Kind, _ message: String, at offset: Int) -> TemplateProblem {
        let end = min(max(offset, 0), bytes.count)
        var line = 1
        var start = 0
        for index in 0..<end where bytes[index] == 0x0A {
            line += 1
            start = index + 1
        }
        if line == 1, bytes.starts(with: Self.byteOrderMark), end >= 3 { start = 3 }
        let column = String(decoding: bytes[start..<end], as: UTF8.self).count + 1
        return TemplateProblem(kind, message, file: name, line: line, column: column)
    }
}

/// A place in one of the files of a template.
struct SourcePlace: Sendable, Hashable {
    /// The index of the file.
    var file: Int
    /// The byte offset in that file.
    var offset: Int
}
