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
        "repeat": (true, { text, number in .string(String(repeating: text, count: number)) }),
        "first": (
            true, { text, number in .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(number)))) }
        ),
        "plus": (true, { text, number in .number(JSONNumber((Int(text) ?? 0) + number)) }),
        "pad": (true, { text, number in .string(padded(text, to: number)) }),
    ]

    /// Filters of values that are no texts.
    static let structural:
        [String: (takesNumber: Bool, apply: @Sendable (JSONValue, Int) throws(TemplateError) -> JSONValue)] = [
            "copies": (
                true,
                { (value, number) throws(TemplateError) in
                    .array((1...max(1, min(number, 10_000))).map { numbered(value, $0) })
                }
            ),
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
        guard takesNumber ? number.map({ $0 >= 0 || name == "plus" }) == true : words.count == 1 else {
            throw TemplateError(
                code: "filter-argument",
                message: "the filter '\(name)' takes \(takesNumber ? "one number" : "nothing behind it")")
        }
        self.name = name
    }

    func apply(to value: JSONValue) throws(TemplateError) -> JSONValue {
        if let filter = Self.structural[name] { return try filter.apply(value, number ?? 0) }
        if name == "length", case .array(let elements) = value { return .number(JSONNumber(elements.count)) }
        if case .array = value {
            throw TemplateError(code: "filter-type", message: "the filter '\(name)' needs a text, not a list")
        }
        if case .object = value {
            throw TemplateError(code: "filter-type", message: "the filter '\(name)' needs a text, not an object")
        }
        let text = value.asText
        let number = number ?? 0
        switch name {
        case "repeat"
        where text.utf8.count.multipliedReportingOverflow(by: number).overflow
            || text.utf8.count * number > Self.sizeLimit,
            "pad" where number > Self.sizeLimit:
            throw TemplateError(
                code: "filter-size", message: "'\(name) \(number)' makes a text of more than \(Self.sizeLimit) bytes")
        case "plus" where Int(text)?.addingReportingOverflow(number).overflow ?? true:
            throw TemplateError(
                code: "filter-type", message: "the filter 'plus' needs an integer, not \(Words.of(value))")
        default: return Self.all[name]?.apply(text, number) ?? value
        }
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
    /// The most bytes that a filter makes.
    static let sizeLimit = 16 << 20

    private static func swappedCase(_ text: String) -> String {
        String(
            text.map { $0.isUppercase ? Character($0.lowercased()) : $0.isLowercase ? Character($0.uppercased()) : $0 })
    }

    private static func padded(_ text: String, to length: Int) -> String {
        let missing = max(0, length - text.unicodeScalars.count)
        return text + String(decoding: repeatElement(UInt8(ascii: "a"), count: missing), as: UTF8.self)
    }
}
