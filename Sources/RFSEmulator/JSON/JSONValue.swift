/// A JSON value as a request stated it, order of members kept.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The text of the number, unchanged.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A name and a value of an object.
    struct Member: Sendable, Hashable {
        var name: String
        var value: JSONValue
    }

    /// The value of a member, nil when this is no object or has no such member.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, nil for anything but a string.
    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, nil for anything but a number without fraction and exponent.
    var integer: Int64? {
        guard case .number(let text) = self else { return nil }
        return Int64(text)
    }

    /// The type in one word.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
