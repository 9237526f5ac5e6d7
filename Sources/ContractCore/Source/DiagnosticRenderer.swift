/// Writes diagnostics the way compilers do: place, message, source line, caret, hint.
public struct DiagnosticRenderer: Sendable {
    private let files: [String: SourceFile]

    /// Makes a renderer that can show lines of these files.
    public init(files: some Sequence<SourceFile>) {
        self.files = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    }

    /// All diagnostics as text for people, sorted by place.
    public func text(_ diagnostics: some Sequence<Diagnostic>) -> String {
        diagnostics.sorted { $0.location < $1.location }.map(text).joined()
    }

    /// One diagnostic as text for people, ending in a line break.
    public func text(_ diagnostic: Diagnostic) -> String {
        var text =
            "\(diagnostic.location): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code)]\n"
        if let line = files[diagnostic.location.file]?.line(diagnostic.location.line) {
            let number = "\(diagnostic.location.line)"
            let blank = String(repeating: " ", count: number.count)
            let (shown, column) = Self.excerpt(Array(line.unicodeScalars), around: diagnostic.location.column)
            let before = shown.prefix(column - 1)
            let indent = before.reduce(into: "") { $0 += $1 == "\t" ? "\t" : Self.isWide($1) ? "  " : " " }
            let marked = shown.dropFirst(before.count).prefix(
                max(1, min(diagnostic.length, shown.count - before.count)))
            let width = max(1, marked.reduce(0) { $0 + (Self.isWide($1) ? 2 : 1) })
            let line = String(String.UnicodeScalarView(shown))
            text += " \(number) | \(line)\n \(blank) | \(indent)\(String(repeating: "^", count: width))\n"
        }
        if let hint = diagnostic.hint { text += "hint: \(hint)\n" }
        return text
    }

    /// All diagnostics as one JSON array, an object each.
    public func json(_ diagnostics: some Sequence<Diagnostic>) -> JSONValue {
        .array(
            diagnostics.sorted { $0.location < $1.location }.map { diagnostic in
                var object: JSONObject = [
                    "file": .string(diagnostic.location.file), "line": .number(JSONNumber(diagnostic.location.line)),
                    "column": .number(JSONNumber(diagnostic.location.column)),
                    "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code),
                    "message": .string(diagnostic.message),
                ]
                if let hint = diagnostic.hint { object.append("hint", .string(hint)) }
                return .object(object)
            })
    }

    /// All diagnostics as workflow commands that GitHub turns into annotations.
    public func github(_ diagnostics: some Sequence<Diagnostic>) -> String {
        diagnostics.sorted { $0.location < $1.location }.map { diagnostic in
            let property = { (text: String) in
                Self.escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
            }
            let message = [diagnostic.message, diagnostic.hint].compactMap(\.self).joined(separator: "\n")
            return "::\(diagnostic.severity.rawValue) file=\(property(diagnostic.location.file)),"
                + "line=\(diagnostic.location.line),col=\(diagnostic.location.column),"
                + "title=\(property(diagnostic.code))::\(Self.escaped(message))\n"
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// The part of a line around a column that fits on a terminal, and the column in that part.
    ///
    /// Control characters are shown as the pictures that Unicode has for them, so that none reaches the terminal.
    private static func excerpt(_ line: [Unicode.Scalar], around column: Int) -> (shown: [Unicode.Scalar], column: Int)
    {
        let limit = 160
        let start = line.count <= limit ? 0 : max(0, min(column - 1 - limit / 2, line.count - limit))
        let end = min(line.count, start + limit)
        var shown = line[start..<end].map { scalar -> Unicode.Scalar in
            guard scalar.value < 0x20 || scalar.value == 0x7F, scalar != "\t" else {
                return (0x80...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar
            }
            return scalar.value == 0x7F ? "\u{2421}" : Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        }
        if start > 0 { shown.insert("…", at: 0) }
        if end < line.count { shown.append("…") }
        return (shown, column - start + (start > 0 ? 1 : 0))
    }

    /// Whether a terminal shows a scalar two columns wide (East Asian wide and full-width blocks).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
