/// One YAML node with its place in the file, as the contract language sees it.
public struct LocatedNode: Sendable, Hashable {
    /// The three kinds of node.
    public enum Value: Sendable, Hashable {
        /// Text; `isPlain` tells unquoted text, which may also mean a number, a truth value or null.
        case scalar(String, isPlain: Bool)
        /// Nodes in order.
        case list([LocatedNode])
        /// Keys with their values in order.
        case map([Entry])
    }

    /// One key of a map with its value.
    public struct Entry: Sendable, Hashable {
        /// The key's text.
        public var key: String
        /// Where the key stands.
        public var keyLocation: Location
        /// What stands under it.
        public var value: LocatedNode

        /// Makes an entry.
        public init(key: String, keyLocation: Location, value: LocatedNode) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }

        /// The key as a node, for messages about it.
        public var keyNode: LocatedNode { LocatedNode(.scalar(key, isPlain: false), at: keyLocation) }
    }

    /// What the node holds.
    public var value: Value
    /// Where it begins.
    public var location: Location

    /// Makes a node.
    public init(_ value: Value, at location: Location) {
        self.value = value
        self.location = location
    }

    /// The text of a scalar.
    public var text: String? {
        if case .scalar(let text, _) = value { text } else { nil }
    }

    /// The elements of a list.
    public var elements: [LocatedNode]? {
        if case .list(let elements) = value { elements } else { nil }
    }

    /// The entries of a map.
    public var entries: [Entry]? {
        if case .map(let entries) = value { entries } else { nil }
    }

    /// What stands under a key of a map.
    public subscript(_ key: String) -> LocatedNode? {
        guard case .map(let entries) = value, let place = entries.place(of: key) else { return nil }
        return entries[place].value
    }

    /// The entry of a key of a map.
    func entry(_ key: String) -> Entry? {
        guard case .map(let entries) = value, let place = entries.place(of: key) else { return nil }
        return entries[place]
    }

    /// Whether a text or key in it holds `${`.
    var holdsTemplates: Bool {
        switch value {
        case .scalar(let text, _): Template.isIn(text)
        case .list(let elements): elements.indices.contains { elements[$0].holdsTemplates }
        case .map(let entries):
            entries.indices.contains { Template.isIn(entries[$0].key) || entries[$0].value.holdsTemplates }
        }
    }

    /// All scalars in this node, keys left out.
    var texts: [LocatedNode] {
        switch value {
        case .scalar: [self]
        case .list(let elements): elements.flatMap(\.texts)
        case .map(let entries): entries.flatMap(\.value.texts)
        }
    }

    /// Whether this is an unquoted null.
    public var isNull: Bool {
        if case .scalar(let text, isPlain: true) = value { Self.isNull(text) } else { false }
    }

    /// How many scalars a caret should underline.
    public var width: Int { max(1, text?.unicodeScalars.prefix { $0 != "\n" }.count ?? 1) }

    /// What kind of node this is, for messages.
    public var kind: String {
        switch value {
        case .scalar: isNull ? "nothing" : "text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The node as JSON: unquoted scalars by the core schema of YAML 1.2 (section 10.3.2), quoted ones as strings.
    public var json: JSONValue {
        switch value {
        case .scalar(let text, let isPlain): isPlain ? Self.resolve(text) : .string(text)
        case .list(let elements): .array(elements.map(\.json))
        case .map(let entries):
            .object(JSONObject(entries.map { JSONObject.Member(name: $0.key, value: $0.value.json) }))
        }
    }

    private static func isNull(_ text: String) -> Bool {
        switch text.utf8.count {
        case 0: true
        case 1: text == "~"
        case 4: text == "null" || text == "Null" || text == "NULL"
        default: false
        }
    }

    /// The value that an unquoted text means.
    static func resolve(_ text: String) -> JSONValue {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return isNull(text) ? .null : .string(text)
        case UInt8(ascii: "t"), UInt8(ascii: "T"):
            return text == "true" || text == "True" || text == "TRUE" ? .bool(true) : .string(text)
        case UInt8(ascii: "f"), UInt8(ascii: "F"):
            return text == "false" || text == "False" || text == "FALSE" ? .bool(false) : .string(text)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
        default: return .string(text)
        }
        if let number = JSONNumber(text: text) { return .number(number) }
        for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
            guard let digit = text.dropFirst(2).first, digit.isHexDigit,
                let integer = Int(text.dropFirst(2), radix: radix)
            else { break }
            return .number(JSONNumber(integer))
        }
        // What YAML writes more freely than JSON: a plus sign, leading zeros, no digit on one side of the point.
        var digits = text[...]
        let sign = digits.hasPrefix("-") ? "-" : ""
        if digits.hasPrefix("-") || digits.hasPrefix("+") { digits = digits.dropFirst() }
        let whole = digits.prefix { $0.isASCII && $0.isNumber }
        var rest = digits.dropFirst(whole.count)
        if rest.hasPrefix("."), rest.dropFirst().first?.isNumber != true {
            guard !whole.isEmpty else { return .string(text) }
            rest = rest.dropFirst()
        }
        let significant = whole.drop { $0 == "0" }
        let json = sign + (significant.isEmpty ? "0" : significant) + rest
        if !digits.isEmpty, whole.count + rest.count > 0, let number = JSONNumber(text: json) { return .number(number) }
        return .string(text)
    }
}

extension [LocatedNode.Entry] {
    /// Where a key stands; entries are looked at where they are, since a copy of one costs more than the comparison.
    func place(of key: String) -> Int? {
        for place in indices where self[place].key == key { return place }
        return nil
    }

    /// Where the first of several keys stands, from a place on.
    func place(of keys: some KeyCollection, from start: Int = 0) -> Int? {
        for place in start..<count where keys.contains(self[place].key) { return place }
        return nil
    }

    /// The entries of some keys, or all but those.
    func filtered(by keys: some KeyCollection, _ isWanted: Bool = true) -> [LocatedNode.Entry] {
        var result: [LocatedNode.Entry] = []
        result.reserveCapacity(count)
        for place in indices where keys.contains(self[place].key) == isWanted { result.append(self[place]) }
        return result
    }
}
