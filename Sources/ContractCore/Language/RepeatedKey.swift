/// Finds the second place of a key that stands twice in one map, which the YAML parser does not tell.
enum RepeatedKey {
    /// The place behind the first one at which the key stands again in the same map.
    static func second(_ key: String, in text: String, after first: Location) -> (
        location: Location, range: Range<String.Index>
    )? {
        let scalars = text.unicodeScalars
        guard var index = start(of: first, in: text) else { return nil }
        let lineStart = scalars[..<index].lastIndex(of: "\n").map { scalars.index(after: $0) } ?? scalars.startIndex
        let isBlock = scalars[lineStart..<index].allSatisfy { " -?\u{FEFF}".unicodeScalars.contains($0) }
        var (line, column, depth) = (first.line, first.column, 0)
        var isFirst = true
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let isPlace = isBlock ? column == first.column : depth == 0
            if !isFirst, isPlace, let range = range(of: key, at: index, in: text) {
                let begins = isBlock ? isIndented(index, in: scalars) : true
                if begins { return (Location(file: first.file, line: line, column: column), range) }
            }
            isFirst = false
            if !isBlock {
                if scalar == "{" || scalar == "[" { depth += 1 }
                if scalar == "}" || scalar == "]" { depth -= 1 }
                if depth < 0 { return nil }
            }
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
            index = scalars.index(after: index)
        }
        return nil
    }

    /// A text of the same length that no file holds by chance, to read on without the repeated key.
    static func substitute(for key: String, number: Int) -> String {
        let scalar = Unicode.Scalar(0xF0000 + UInt32(number)) ?? "\u{F0000}"
        return String(String.UnicodeScalarView(repeatElement(scalar, count: key.unicodeScalars.count)))
    }

    private static func start(of place: Location, in text: String) -> String.Index? {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        for _ in 1..<max(1, place.line) {
            guard let end = scalars[index...].firstIndex(of: "\n") else { return nil }
            index = scalars.index(after: end)
        }
        return scalars.index(index, offsetBy: place.column - 1, limitedBy: scalars.endIndex)
    }

    /// Whether nothing but blanks stands before a place in its line.
    private static func isIndented(_ index: String.Index, in scalars: String.UnicodeScalarView) -> Bool {
        scalars[..<index].reversed().prefix { $0 != "\n" }.allSatisfy { $0 == " " }
    }

    /// Where the key's text stands at a place, quotes left out, when a colon follows.
    private static func range(of key: String, at index: String.Index, in text: String) -> Range<String.Index>? {
        for quote in ["", "\"", "'"] {
            let whole = quote + key + quote
            let rest = text.unicodeScalars[index...]
            guard rest.starts(with: whole.unicodeScalars) else { continue }
            let behind = rest.dropFirst(whole.unicodeScalars.count).drop { $0 == " " }
            guard behind.first == ":" else { continue }
            let start = text.unicodeScalars.index(index, offsetBy: quote.unicodeScalars.count)
            return start..<text.unicodeScalars.index(start, offsetBy: key.unicodeScalars.count)
        }
        return nil
    }
}
