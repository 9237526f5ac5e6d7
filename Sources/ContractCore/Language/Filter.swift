/// A pure function on a value, written behind a `|` in `${…}`.
public struct Filter: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// The number behind the name, for filters that take one.
    public let number: Int?

    /// All filters: whether each takes a number, and what it makes.
    static let all: [String: (takesNumber: Bool, apply: @Sendable (String, Int) -> JSONValue)] = [
        "upper": (false, { text, _ in .string(text.uppercased()) }),
        "lower": (false, { text, _ in .string(text.lowercased()) }),
        "swapcase": (false, { text, _ in .string(swappedCase(text)) }),
        "length": (false, { text, _ in .number(JSONNumber(text.unicodeScalars.count)) }),
        "base64": (false, { text, _ in .string(Base64.encode(Array(text.utf8))) }),
        "percent": (false, { text, _ in .string(PercentEncoding.encode(text)) }),
        "repeat": (true, { text, number in .string(String(repeating: text, count: max(0, min(number, 10_000_000)))) }),
        "first": (true, { text, number in .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, number))))) }),
        "plus": (true, { text, number in .number(JSONNumber((Int(text) ?? 0) &+ number)) }),
        "pad": (true, { text, number in .string(padded(text, to: number)) }),
    ]

    /// Filters of values that are no texts.
    static let structural: [String: (takesNumber: Bool, apply: @Sendable (JSONValue, Int) throws(TemplateError) -> JSONValue)] = [
        "copies": (true, { (value, number) throws(TemplateError) in .array((1...max(1, min(number, 10_000))).map { numbered(value, $0) }) }),
        "join": (
            false,
            { (value, _) throws(TemplateError) in
                guard case .array(let elements) = value else {
                    throw TemplateError(code: "filter-type", message: "the filter 'join' needs a list")
                }
                return .string(elements.map(\.asText).joined())
            }
        ),
    ]

    /// The names of all filters, and whether each takes a number.
    static let known = all.mapValues(\.takesNumber).merging(structural.mapValues(\.takesNumber)) { first, _ in first }

    /// Reads a filter.
    public init(_ source: String) throws(TemplateError) {
        let words = source.split(separator: " ")
        let name = words.first.map(String.init) ?? ""
        guard let takesNumber = Self.known[name] else {
            throw TemplateError(
                code: "unknown-filter", message: "unknown filter '\(name)'",
                hint: Suggestion.hint(for: name, among: Array(Self.known.keys)))
        }
        number = words.count == 2 ? Int(words[1]) : nil
        guard takesNumber ? number != nil : words.count == 1 else {
            throw TemplateError(
                code: "filter-argument",
                message: "the filter '\(name)' takes \(takesNumber ? "one number" : "nothing behind it")")
        }
        self.name = name
    }

    func apply(to value: JSONValue) throws(TemplateError) -> JSONValue {
        if let filter = Self.structural[name] { return try filter.apply(value, number ?? 0) }
        if name == "length", case .array(let elements) = value { return .number(JSONNumber(elements.count)) }
        if case .array = value { throw TemplateError(code: "filter-type", message: "the filter '\(name)' needs a text, not a list") }
        if case .object = value { throw TemplateError(code: "filter-type", message: "the filter '\(name)' needs a text, not an object") }
        return Self.all[name]?.apply(value.asText, number ?? 0) ?? value
    }

    /// The value with `#` in its texts replaced by a number.
    private static func numbered(_ value: JSONValue, _ number: Int) -> JSONValue {
        switch value {
        case .string(let text): .string(text.replacing("#", with: String(number)))
        case .array(let elements): .array(elements.map { numbered($0, number) })
        case .object(let object):
            .object(object.members.reduce(into: JSONObject()) { $0.append($1.name, numbered($1.value, number)) })
        default: value
        }
    }

    private static func swappedCase(_ text: String) -> String {
        String(text.map { $0.isUppercase ? Character($0.lowercased()) : $0.isLowercase ? Character($0.uppercased()) : $0 })
    }

    private static func padded(_ text: String, to length: Int) -> String {
        text + String(repeating: "a", count: max(0, min(length, 10_000_000) - text.unicodeScalars.count))
    }
}

/// Percent-encoding of everything but unreserved characters (RFC 3986, section 2.3).
public enum PercentEncoding {
    /// Encodes the UTF-8 bytes of a text, with upper-case hexadecimal digits.
    public static func encode(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.append(byte)
            default: result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}

/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
public enum Base64 {
    /// Encodes bytes.
    public static func encode(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group = UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            result.append(alphabet[Int(group >> 18)])
            result.append(alphabet[Int(group >> 12 & 63)])
            result.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D)
            result.append(left > 2 ? alphabet[Int(group & 63)] : 0x3D)
            index += 3
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
