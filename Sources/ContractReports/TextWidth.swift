/// How wide text stands on a terminal, and how it is broken into lines.
enum TextWidth {
    /// The number of columns: two for East Asian wide characters and emoji, none for combining marks.
    static func columns(_ text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + columns($1) }
    }

    /// The columns of one character.
    static func columns(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x0300...0x036F, 0x200C, 0x200D, 0xFE00...0xFE0F: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// The text in lines of at most so many columns, broken at spaces where there are any.
    static func wrap(_ text: String, columns limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let width = columns(word)
            if !line.isEmpty || used > 0 {
                if used + 1 + width <= limit {
                    line += " \(word)"
                    used += 1 + width
                    continue
                }
                lines.append(line)
            }
            let pieces = pieces(word, columns: limit)
            lines += pieces.dropLast().map(String.init)
            line = String(pieces.last ?? "")
            used = columns(line)
        }
        return lines + [line]
    }

    /// A word in pieces of at most so many columns, each ending behind a mark of punctuation where a long one has any.
    private static func pieces(_ word: Substring, columns limit: Int) -> [Substring] {
        var pieces: [Substring] = []
        var start = word.startIndex
        var mark: String.Index?
        var used = 0
        var index = start
        while index < word.endIndex {
            let width = columns(word[index])
            if used + width > limit, index > start {
                let end = mark ?? index
                pieces.append(word[start..<end])
                start = end
                used = columns(word[start..<index])
                mark = nil
            }
            used += width
            let next = word.index(after: index)
            if used > limit / 2, "/,;:?&=.-_)]}".contains(word[index]) { mark = next }
            index = next
        }
        return pieces + [word[start...]]
    }

    /// The text and spaces behind it up to a width.
    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    /// The text and spaces before it up to a width.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - columns(text))) + text
    }
}
