/// Text of a manual page in the language of mdoc(7), with what means something there made harmless.
struct ManualText {
    private(set) var text = ""

    /// Adds a macro line; arguments are escaped but for names of macros, which are given as `.macro`.
    mutating func macro(_ name: String, _ arguments: [Argument] = []) {
        text += ".\(name)" + arguments.map { " \($0.text)" }.joined() + "\n"
    }

    /// One word behind a macro.
    enum Argument: ExpressibleByStringLiteral {
        /// The name of another macro.
        case call(String)
        /// A word or several, shown as they are.
        case words(String)
        /// A punctuation mark that belongs to what stands before it.
        case mark(String)

        init(stringLiteral text: String) { self = .words(text) }

        fileprivate var text: String {
            switch self {
            case .call(let name): name
            case .mark(let mark): mark
            case .words(let words): "\"\\&\(ManualText.escaped(words).replacing("\"", with: "\\(dq"))\""
            }
        }
    }

    /// Adds sentences, each on a line of its own, as mdoc likes them.
    mutating func sentences(_ words: String) {
        for paragraph in words.split(separator: "\n\n").enumerated() {
            if paragraph.offset > 0 { macro("Pp") }
            let lines = paragraph.element.split(separator: "\n")
            // Lines that are set in stay as they are.
            if lines.contains(where: { $0.hasPrefix("  ") }) {
                for line in lines where !line.hasPrefix("  ") { flow(String(line)) }
                macro("Bd", ["-literal", "-offset", "indent"].map { .call($0) })
                for line in lines where line.hasPrefix("  ") { self.line(String(line.dropFirst(2))) }
                macro("Ed")
            } else {
                flow(lines.joined(separator: " "))
            }
        }
    }

    /// Adds a line as it is.
    mutating func line(_ words: String) {
        let escaped = Self.escaped(words)
        text += (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped + "\n"
    }

    private mutating func flow(_ paragraph: String) {
        var rest = paragraph[...]
        while let end = rest.firstRange(of: ". ") {
            line(String(rest[..<end.lowerBound]) + ".")
            rest = rest[end.upperBound...]
        }
        if !rest.isEmpty { line(String(rest)) }
    }

    /// Text with backslashes, and hyphens that people may want to copy, kept as they are.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("--", with: "\\-\\-").replacing("…", with: "...")
            .replacing("’", with: "\\(cq")
    }
}
