/// Numbers, lengths and cuts in the words of a report; the same on every machine.
enum Wording {
    /// Seconds with three decimals; a number that is none, or negative, is zero.
    static func seconds(_ value: Double) -> String {
        let milliseconds = milliseconds(value)
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }

    /// Seconds in milliseconds; a number that is none, or negative, is zero.
    static func milliseconds(_ value: Double) -> Int { Int(clamped(value * 1000).rounded()) }

    /// A duration for people: "850 ms", "12.3 s", "2 min 5 s".
    static func duration(_ value: Double) -> String {
        let milliseconds = milliseconds(value)
        switch milliseconds {
        case ..<1000: return "\(milliseconds) ms"
        case ..<60_000: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        default: return "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1000) s"
        }
    }

    /// A number with commas between thousands.
    static func number(_ value: Int) -> String {
        guard value.magnitude >= 1000 else { return String(value) }
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// A number and a noun, in the plural but for one.
    static func count(_ value: Int, _ noun: String) -> String {
        "\(number(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// Names with commas between, at most `limit` of them; `total` is how many there are where not all are given.
    static func list(_ names: [String], limit: Int, of total: Int? = nil) -> String {
        let shown = names.prefix(limit).joined(separator: ", ")
        let more = (total ?? names.count) - limit
        return more > 0 ? "\(shown) and \(number(more)) more" : shown
    }

    /// A text of at most so many bytes, and a note of how many more there were.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let kept = prefix(text, limit)
        return "\(kept)… (\(count(text.utf8.count - kept.utf8.count, "byte")) more)"
    }

    /// The whole characters among the first so many bytes.
    static func prefix(_ text: String, _ limit: Int) -> Substring {
        guard text.utf8.count > limit else { return text[...] }
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return text[..<end]
    }

    private static func clamped(_ value: Double) -> Double {
        value.isFinite ? min(max(value, 0), 1e12) : 0
    }
}
