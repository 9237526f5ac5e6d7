/// A line of a source file as messages show it: cut to a length that a terminal holds, with carets under a part of it.
struct LineExcerpt {
    /// The line, or the part of it around the place.
    let text: String
    /// Blanks and carets that stand under the place when `text` stands above.
    let caret: String

    /// The most scalars that are shown.
    private static let limit = 160
    /// How many scalars are shown before the place in a line that is cut.
    private static let lead = 60

    /// Cuts a line; `column` counts scalars from one.
    init(_ line: String, column: Int, length: Int) {
        let scalars = Array(line.unicodeScalars)
        let place = min(max(0, column - 1), scalars.count)
        let start = scalars.count > Self.limit && place > Self.lead ? place - Self.lead : 0
        let end = min(scalars.count, start + Self.limit)
        let before = (start > 0 ? ["\u{2026}"] : []) + scalars[start..<place]
        let marked = scalars[place..<max(place, min(end, place + max(1, length)))]
        let after = scalars[marked.endIndex..<end] + (end < scalars.count ? ["\u{2026}"] : [])
        text = Self.shown(before) + Self.shown(marked) + Self.shown(after)
        let blanks = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: Self.width(of: $0)) }.joined()
        caret = blanks + String(repeating: "^", count: max(1, marked.reduce(0) { $0 + Self.width(of: $1) }))
    }

    /// The scalars as text; control characters other than tabs, which could steer a terminal, are replaced.
    private static func shown(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in scalars {
            let isControl = scalar != "\t" && scalar.properties.generalCategory == .control
            text.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return text
    }

    /// How many columns a terminal gives a scalar: two for East Asian wide and full-width blocks, none for marks.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x300: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }
}
