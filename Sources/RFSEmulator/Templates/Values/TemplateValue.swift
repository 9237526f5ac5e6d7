/// A value of the template language; values are nested no deeper than `TemplateLimits.depth`.
indirect enum TemplateValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The text of the number in the form of `NumberText`, so that equal numbers have equal texts.
    case number(String)
    case string(String)
    case list([TemplateValue])
    /// Different values in ascending order.
    case set([TemplateValue])
    /// Entries in ascending order of their keys; also stands for objects.
    case map([Entry])
    /// A value that is known only after the deployment, or only to the real service.
    case unknown(UnknownReason)

    /// A key and its value in a map.
    struct Entry: Sendable, Hashable {
        var key: String
        var value: TemplateValue
    }

    /// A map with the entries of a dictionary.
    static func map(from values: [String: TemplateValue]) -> TemplateValue {
        .map(values.map { Entry(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key })
    }

    /// A set with these elements, each once.
    static func set(of elements: [TemplateValue]) -> TemplateValue {
        .set(Set(elements).map { (text: $0.json, value: $0) }.sorted(by: isAscending).map(\.value))
    }

    private static func isAscending(
        _ left: (text: String, value: TemplateValue), _ right: (text: String, value: TemplateValue)
    ) -> Bool {
        if case .number(let first) = left.value, case .number(let second) = right.value {
            return NumberText.isAscending(NumberText(known: first), NumberText(known: second))
        }
        return left.text < right.text
    }

    /// A whole number.
    static func integer(_ value: Int) -> TemplateValue { .number(String(value)) }
}

extension TemplateValue {
    /// Whether the value and all its parts are known.
    var isKnown: Bool { unknownReason == nil }

    /// Why the value or its first unknown part is not known; nil when all is known.
    var unknownReason: UnknownReason? {
        switch self {
        case .unknown(let reason): reason
        case .list(let elements), .set(let elements): elements.lazy.compactMap(\.unknownReason).first
        case .map(let entries): entries.lazy.compactMap(\.value.unknownReason).first
        case .null, .bool, .number, .string: nil
        }
    }

    /// The value of a key in a map; nil when this is no map or has no such key.
    subscript(_ key: String) -> TemplateValue? {
        guard case .map(let entries) = self else { return nil }
        var range = 0..<entries.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if entries[middle].key == key { return entries[middle].value }
            range = entries[middle].key < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The kind of the value in words, for messages.
    var kindText: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .set: "a set"
        case .map: "a map"
        case .unknown: "a value that is not known yet"
        }
    }

    /// The type of the value as text: `string`, `list(number)`, `tuple([string, bool])`, `object({a=string})`.
    var typeText: String {
        switch self {
        case .null, .unknown: return "any"
        case .bool: return "bool"
        case .number: return "number"
        case .string: return "string"
        case .set(let elements): return "set(\(Self.shared(elements.map(\.typeText)) ?? "any"))"
        case .list(let elements):
            let types = elements.map(\.typeText)
            if let shared = Self.shared(types) { return "list(\(shared))" }
            return "tuple([\(types.joined(separator: ", "))])"
        case .map(let entries):
            let types = entries.map(\.value.typeText)
            if let shared = Self.shared(types) { return "map(\(shared))" }
            return "object({\(zip(entries, types).map { "\($0.key)=\($1)" }.joined(separator: ", "))})"
        }
    }

    /// The type that all elements have, `any` when there are none, nil when they differ.
    private static func shared(_ types: [String]) -> String? {
        guard let first = types.first else { return "any" }
        return types.allSatisfy { $0 == first } ? first : nil
    }
}
