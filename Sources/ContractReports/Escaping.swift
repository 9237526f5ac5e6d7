/// Makes text from anywhere safe to put into a report: the one place for it.
///
/// Everything starts with `visible`, so that no output, whatever its format, can move a terminal's cursor, reorder what
/// is read, or give a command to the CI system that prints it.
public enum Escaping {
    /// What becomes of line breaks.
    public enum Layout: Sendable {
        /// Line feeds and tabs stay; CR LF becomes LF.
        case lines
        /// They are shown as `\n`, `\r` and `\t`.
        case oneLine
    }

    // MARK: Characters that act instead of being seen

    /// The text with every character that cannot be seen written as `\u{1B}`.
    ///
    /// That is: control and format characters (bidirectional controls and zero-width ones among them; the joiners that
    /// scripts need stay), line and paragraph separators and noncharacters. Workflow commands of CI systems,
    /// `::name::` at the start of a line and `##[name]` or `##vso[name]` anywhere, lose their first mark the same way.
    public static func visible(_ text: some StringProtocol, _ layout: Layout = .oneLine) -> String {
        if isHarmless(text, layout) { return String(text) }
        var output = ""
        output.reserveCapacity(text.utf8.count)
        let (bytes, scalars) = (text.utf8, text.unicodeScalars)
        var atStart = true
        var index = text.startIndex
        while index < text.endIndex {
            let end = bytes[index...].firstIndex { !isWord($0) } ?? text.endIndex
            output.append(contentsOf: Substring(text[index..<end]))
            atStart = atStart && bytes[index..<end].allSatisfy { $0 == UInt8(ascii: " ") }
            guard end < text.endIndex else { break }
            let scalar = scalars[end]
            index = scalars.index(after: end)
            switch scalar {
            case "\n" where layout == .lines: output += "\n"
            case "\t" where layout == .lines: output += "\t"
            case "\r" where layout == .lines && index < text.endIndex && scalars[index] == "\n": break
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case ":" where atStart && index < text.endIndex && scalars[index] == ":": output += code(scalar)
            case "#" where beginsCommand(bytes[index...]): output += code(scalar)
            default:
                if isHidden(scalar) { output += code(scalar) } else { output.unicodeScalars.append(scalar) }
            }
            atStart = scalar == "\n" || (atStart && (scalar.properties.isWhitespace || isHidden(scalar)))
        }
        return output
    }

    /// Whether a byte is a printable ASCII character that begins no command.
    private static func isWord(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "#")
    }

    /// Whether a text is printable ASCII without the marks of commands and those of a format; nearly every text is.
    private static func isHarmless(
        _ text: some StringProtocol, _ layout: Layout, isMark: (UInt8) -> Bool = { _ in false }
    ) -> Bool {
        let bytes = text.utf8
        return bytes.withContiguousStorageIfAvailable { isHarmless(bytes: $0, layout, isMark) }
            ?? isHarmless(bytes: Array(bytes), layout, isMark)
    }

    private static func isHarmless(
        bytes: some Collection<UInt8>, _ layout: Layout, _ isMark: (UInt8) -> Bool
    ) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: ":") where previous == byte, UInt8(ascii: "#") where previous == byte: return false
            case 0x20..<0x7F: if isMark(byte) { return false }
            case 0x0A where layout == .lines, 0x09 where layout == .lines: break
            default: return false
            }
            previous = byte
        }
        return true
    }

    /// Whether what follows a `#` makes it the start of a command of GitHub, Azure or TeamCity.
    static func beginsCommand(_ rest: some Collection<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: "#") else { return false }
        let word = rest.dropFirst().prefix(17).prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        return word.count <= 16 && rest.dropFirst(1 + word.count).first == UInt8(ascii: "[")
    }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }

    /// Whether a character would act or hide instead of being seen.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
        case .format: return scalar != "\u{200C}" && scalar != "\u{200D}"
        default: return scalar.properties.isNoncharacterCodePoint
        }
    }

    // MARK: XML

    /// Text of an element, valid in XML 1.0 (section 2.2) whatever it was.
    public static func xml(_ text: some StringProtocol) -> String {
        if isHarmless(text, .lines, isMark: isXMLMark) { return String(text) }
        return replacing(visible(text, .lines)) { xmlReference($0) }
    }

    /// A value between quotation marks, on one line because readers turn line breaks into spaces there.
    public static func xmlAttribute(_ text: some StringProtocol) -> String {
        if isHarmless(text, .oneLine, isMark: isXMLMark) { return String(text) }
        return replacing(visible(text)) { xmlReference($0) }
    }

    private static func isXMLMark(_ byte: UInt8) -> Bool { xmlReference(Unicode.Scalar(byte)) != nil }

    private static func xmlReference(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        default: nil
        }
    }

    // MARK: Markdown

    /// Prose on one line, without the space around it: nothing in it is markup, a link, a mention or a formula.
    public static func markdown(_ text: some StringProtocol) -> String {
        let shown = visible(text).drop { $0 == " " }
        let words = shown.split(separator: " ", omittingEmptySubsequences: false)
        let parts = words.enumerated().map { position, word in
            isLinked(word) ? markdownCode(word) : escapedWord(word, isFirst: position == 0)
        }
        return parts.joined(separator: " ")
    }

    /// A code span on one line, also right inside a table.
    ///
    /// A pipe, a backtick or a backslash makes it a `<code>` element in which all punctuation is written by number:
    /// readers disagree about a backslash before a pipe.
    public static func markdownCode(_ text: some StringProtocol) -> String {
        let text = visible(text)
        guard !text.isEmpty else { return "(empty)" }
        let space = UInt8(ascii: " ")
        let isPadded = text.utf8.first == space || text.utf8.last == space
        let plain = !isPadded && !text.utf8.contains { "|`\\".utf8.contains($0) }
        if plain { return "`\(text)`" }
        let inside = replacing(text) { scalar in
            let isPunctuation = scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
            return isPunctuation && scalar != " " ? "&#\(scalar.value);" : nil
        }
        return "<code>\(inside)</code>"
    }

    /// A block of code whose fence is longer than any run of backticks inside.
    public static func markdownFence(_ text: some StringProtocol, info: String = "text") -> String {
        let text = visible(text, .lines)
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(info)\n\(text)\n\(fence)\n"
    }

    /// Whether GitHub would make a link, a mention, an emoji or a formula of a word.
    private static func isLinked(_ word: Substring) -> Bool {
        if word.contains("@") || word.contains("$") || word.contains("://") || word.contains("www.") { return true }
        if word.count(where: { $0 == ":" }) > 1 { return true }
        let lowered = word.lowercased()
        for mark in ["#", "gh-"] {
            for part in lowered.split(separator: mark, omittingEmptySubsequences: false).dropFirst()
            where part.first.map({ $0.isASCII && $0.isNumber }) == true { return true }
        }
        return false
    }

    private static func escapedWord(_ word: Substring, isFirst: Bool) -> String {
        var output = ""
        var previous: Character = " "
        var digitsOnly = isFirst
        for place in word.indices {
            let character = word[place]
            let following = word[word.index(after: place)...].first ?? " "
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "|": output += "&#124;"
            case "_" where previous.isWord && following.isWord: output.append(character)
            case "\\", "`", "*", "_", "[", "]", "~", "#": output += "\\\(character)"
            case "-", "+", "=": output += isFirst && place == word.startIndex ? "\\\(character)" : "\(character)"
            case ".", ")": output += digitsOnly && place > word.startIndex ? "\\\(character)" : "\(character)"
            default: output.append(character)
            }
            digitsOnly = digitsOnly && character.isASCII && character.isNumber
            previous = character
        }
        return output
    }

    /// Text with some characters replaced; only ASCII punctuation ever is.
    private static func replacing(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count)
        let bytes = text.utf8
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] < 0x80 {
            guard let other = replacement(Unicode.Scalar(bytes[index])) else { continue }
            output.append(contentsOf: text[start..<index])
            output += other
            start = bytes.index(after: index)
        }
        output.append(contentsOf: text[start...])
        return output
    }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber }
}
