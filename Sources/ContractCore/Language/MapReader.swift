/// Keys that a map may have.
protocol KeyCollection {
    /// Whether a key is among them.
    func contains(_ key: String) -> Bool
}

extension Array: KeyCollection where Element == String {}

/// A fixed set of keys, which is asked about every key of every map: two bytes tell where to look, not a digest.
struct KeySet: KeyCollection, Sendable {
    private let buckets: [[String]]

    init(_ keys: [String]) {
        var buckets = [[String]](repeating: [], count: 64)
        for key in keys where !key.isEmpty { buckets[Self.bucket(of: key)].append(key) }
        self.buckets = buckets
    }

    func contains(_ key: String) -> Bool {
        guard !key.utf8.isEmpty else { return false }
        let bucket = Self.bucket(of: key)
        for place in buckets[bucket].indices where buckets[bucket][place] == key { return true }
        return false
    }

    /// By the length and the first byte of a key that is not empty.
    private static func bucket(of key: String) -> Int {
        let bytes = key.utf8.span
        return (bytes.count &* 7 &+ Int(bytes[0])) & 63
    }
}

/// Reads the entries of a map by name; keys that nobody asked for are mistakes.
struct MapReader {
    let node: LocatedNode
    private let entries: [LocatedNode.Entry]

    /// Begins to read a map; anything else, and unknown keys, are reported.
    init(
        _ node: LocatedNode, _ what: @autoclosure () -> String, known: [String], into diagnostics: inout Diagnostics
    ) {
        self.init(node, what(), known: known, names: known, into: &diagnostics)
    }

    /// As above; `names` are the known keys in the order in which a hint may list them.
    init(
        _ node: LocatedNode, _ what: @autoclosure () -> String, known: some KeyCollection, names: [String],
        into diagnostics: inout Diagnostics
    ) {
        self.node = node
        guard let entries = node.entries else {
            self.entries = []
            diagnostics.error("type", "\(what()) must be a map, not \(node.kind)", at: node)
            return
        }
        self.entries = entries
        for place in entries.indices where !known.contains(entries[place].key) {
            let entry = entries[place]
            diagnostics.error(
                "unknown-key", "unknown key '\(entry.key)' in \(what())", at: entry.keyNode,
                hint: Suggestion.hint(for: entry.key, among: names))
        }
    }

    /// Whether there is something under a key.
    func has(_ key: String) -> Bool { entries.place(of: key) != nil }

    /// The entries of the map under a key; anything but a map is reported.
    func entries(_ key: String, into diagnostics: inout Diagnostics) -> [LocatedNode.Entry] {
        guard let value = self[key], !value.isNull else { return [] }
        guard let entries = value.entries else {
            diagnostics.error("type", "'\(key)' must be a map, not \(value.kind)", at: value)
            return []
        }
        return entries
    }

    /// The elements of the list under a key; anything but a list is reported.
    func elements(_ key: String, into diagnostics: inout Diagnostics) -> [LocatedNode] {
        guard let value = self[key], !value.isNull else { return [] }
        guard let elements = value.elements else {
            diagnostics.error("type", "'\(key)' must be a list, not \(value.kind)", at: value)
            return []
        }
        return elements
    }

    /// The entry of a key.
    func entry(_ key: String) -> LocatedNode.Entry? { entries.place(of: key).map { entries[$0] } }

    /// What stands under a key.
    subscript(_ key: String) -> LocatedNode? { entries.place(of: key).map { entries[$0].value } }

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
    func required(_ key: String, _ what: @autoclosure () -> String, into diagnostics: inout Diagnostics) -> String? {
        guard self[key] != nil else {
            diagnostics.error("missing-key", "\(what()) has no '\(key)'", at: node)
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
