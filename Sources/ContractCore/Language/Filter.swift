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
        "repeat": (true, { text, number in .string(String(repeating: text, count: max(0, number))) }),
        "first": (true, { text, number in .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, number))))) }),
        "plus": (true, { text, number in .number(JSONNumber((Int(text) ?? 0) &+ number)) }),
        "pad": (true, { text, number in .string(padded(text, to: number)) }),
    ]

    /// Reads a filter.
    public init(_ source: String) throws(TemplateError) {
        let words = source.split(separator: " ")
        let name = words.first.map(String.init) ?? ""
        guard let known = Self.all[name] else {
            throw TemplateError(
                code: "unknown-filter", message: "unknown filter '\(name)'",
                hint: Suggestion.hint(for: name, among: Array(Self.all.keys)))
        }
        number = words.count == 2 ? Int(words[1]) : nil
        guard known.takesNumber ? number != nil : words.count == 1 else {
            throw TemplateError(
                code: "filter-argument",
                message: "the filter '\(name)' takes \(known.takesNumber ? "one number" : "nothing behind it")")
        }
        self.name = name
    }

    func apply(to value: JSONValue) throws(TemplateError) -> JSONValue {
        if name == "length", case .array(let elements) = value { return .number(JSONNumber(elements.count)) }
        if case .array = value { throw TemplateError(code: "filter-type", message: "the filter '\(name)' needs a text, not a list") }
        if case .object = value { throw TemplateError(code: "filter-type", message: "the filter '\(name)' needs a text, not an object") }
        let text = value.asText
        let (size, overflows) = text.utf8.count.multipliedReportingOverflow(by: name == "repeat" ? max(1, number ?? 1) : 1)
        guard !overflows, size <= Template.sizeLimit, name != "pad" || (number ?? 0) <= Template.sizeLimit else {
            throw TemplateError(code: "too-long", message: "the filter '\(name)' would make a text of more than \(Template.sizeLimit) bytes")
        }
        return Self.all[name]?.apply(text, number ?? 0) ?? value
    }

    private static func swappedCase(_ text: String) -> String {
        String(text.map { $0.isUppercase ? Character($0.lowercased()) : $0.isLowercase ? Character($0.uppercased()) : $0 })
    }

    private static func padded(_ text: String, to length: Int) -> String {
        text + String(repeating: "a", count: max(0, length - text.unicodeScalars.count))
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

    /// The text that an encoded one stands for; a `%` without two hexadecimal digits stands for itself.
    public static func decode(_ text: some StringProtocol) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let pair = rest.prefix(2)
            if byte == 0x25, pair.count == 2, pair.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
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
