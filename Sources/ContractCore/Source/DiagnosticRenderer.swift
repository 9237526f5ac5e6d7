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
        var text = "\(diagnostic.location): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code)]\n"
        if let line = files[diagnostic.location.file]?.line(diagnostic.location.line) {
            let number = "\(diagnostic.location.line)"
            let blank = String(repeating: " ", count: number.count)
            let excerpt = LineExcerpt(line, column: diagnostic.location.column, length: diagnostic.length)
            text += " \(number) | \(excerpt.text)\n \(blank) | \(excerpt.caret)\n"
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
}
