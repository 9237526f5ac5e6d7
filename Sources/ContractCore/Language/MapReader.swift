/// Reads the entries of a map by name; keys that nobody asked for are mistakes.
struct MapReader {
    let node: LocatedNode
    private let entries: [LocatedNode.Entry]

    /// Begins to read a map; anything else, and unknown keys, are reported.
    init(_ node: LocatedNode, _ what: String, known: [String], into diagnostics: inout Diagnostics) {
        self.node = node
        guard let entries = node.entries else {
            self.entries = []
            diagnostics.error("type", "\(what) must be a map, not \(node.kind)", at: node)
            return
        }
        self.entries = entries
        for entry in entries where !known.contains(entry.key) {
            diagnostics.error(
                "unknown-key", "unknown key '\(entry.key)' in \(what)", at: entry.keyNode,
                hint: Suggestion.hint(for: entry.key, among: known))
        }
    }

    /// The entry of a key.
    func entry(_ key: String) -> LocatedNode.Entry? { entries.first { $0.key == key } }

    /// What stands under a key.
    subscript(_ key: String) -> LocatedNode? { entry(key)?.value }

    /// The text under a key; anything else is reported.
    func text(_ key: String, into diagnostics: inout Diagnostics) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.text, !value.isNull else {
            diagnostics.error("type", "'\(key)' must be text, not \(value.kind)", at: value)
            return nil
        }
        return text
    }

    /// The text under a key that must be there.
    func required(_ key: String, _ what: String, into diagnostics: inout Diagnostics) -> String? {
        guard self[key] != nil else {
            diagnostics.error("missing-key", "\(what) has no '\(key)'", at: node)
            return nil
        }
        return text(key, into: &diagnostics)
    }

    /// The texts under a key: a list of them, or a single one.
    func texts(_ key: String, into diagnostics: inout Diagnostics) -> [String] {
        guard let value = self[key] else { return [] }
        let nodes = value.elements ?? [value]
        return nodes.compactMap { node in
            guard let text = node.text, !node.isNull else {
                diagnostics.error("type", "'\(key)' must be text or a list of texts, not \(node.kind)", at: node)
                return nil
            }
            return text
        }
    }

    /// The truth value under a key.
    func flag(_ key: String, into diagnostics: inout Diagnostics) -> Bool {
        guard let value = self[key] else { return false }
        guard case .bool(let flag) = value.json else {
            diagnostics.error("type", "'\(key)' must be true or false", at: value)
            return false
        }
        return flag
    }

    /// The duration under a key, in milliseconds.
    func duration(_ key: String, into diagnostics: inout Diagnostics) -> Int? {
        guard let value = self[key] else { return nil }
        return DurationText.read(value, key, into: &diagnostics)
    }
}

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
