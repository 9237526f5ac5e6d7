/// Durations as people write them: a number and a unit.
public enum DurationText {
    private static let units: [(names: [String], milliseconds: Double)] = [
        (["ms", "millisecond", "milliseconds"], 1), (["s", "second", "seconds"], 1_000),
        (["m", "min", "minute", "minutes"], 60_000), (["h", "hour", "hours"], 3_600_000),
    ]

    /// The milliseconds that a text such as `500 ms`, `2s` or `5 minutes` means; nil without a known unit.
    public static func milliseconds(_ text: String) -> Int? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).trimmed
        guard let value = Double(number), value.isFinite,
            let factor = units.first(where: { $0.names.contains(unit) })?.milliseconds,
            value * factor < 1e12
        else { return nil }
        return Int(value * factor)
    }

    /// A duration in the unit that reads best.
    public static func text(milliseconds: Int) -> String {
        if milliseconds >= 60_000, milliseconds.isMultiple(of: 60_000) { return "\(milliseconds / 60_000) min" }
        if milliseconds >= 1_000, milliseconds.isMultiple(of: 1_000) { return "\(milliseconds / 1_000) s" }
        return "\(milliseconds) ms"
    }

    static func read(_ node: LocatedNode, _ key: String, into diagnostics: inout Diagnostics) -> Int? {
        guard let text = node.text, let milliseconds = milliseconds(text) else {
            diagnostics.error(
                "duration", "'\(key)' must be a duration, not \(node.text.map { "'\($0)'" } ?? node.kind)", at: node,
                hint: "write a number and a unit: 500 ms, 2 s, 5 minutes")
            return nil
        }
        return milliseconds
    }
}
