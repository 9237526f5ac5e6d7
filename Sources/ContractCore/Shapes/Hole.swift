/// A text in angle brackets that says what may stand in its place: `<uuid>`, `<string 1..128 or null>`.
public struct Hole: Sendable, Hashable {
    /// One of the alternatives of a hole.
    enum Kind: Sendable, Hashable {
        case any
        case absent
        case type(JSONValue.Kind)
        case integer(ClosedBounds)
        case string(ClosedBounds)
        case pattern(IRegexp)
        case uuid
        case timestamp(TimestampFormat)
        case absoluteURL
    }

    /// The hole as it is written, brackets included.
    let source: String
    let kinds: [Kind]

    /// What the hole stands for, in words.
    var words: String {
        kinds.map(\.words).joined(separator: " or ")
    }

    /// Reads what stands between the brackets.
    init(_ content: String) throws(TemplateError) {
        source = "<\(content)>"
        var kinds: [Kind] = []
        for alternative in Self.alternatives(of: content) { kinds.append(try Self.kind(alternative.trimmed)) }
        self.kinds = kinds
    }

    /// Whether a value may stand in the hole; nil stands for an absent member.
    func holds(for value: JSONValue?) -> Bool {
        kinds.contains { $0.holds(for: value) }
    }

    /// Parts between " or ", but not inside a pattern, which goes from "string /" to a slash before " or " or the end.
    private static func alternatives(of content: String) -> [String] {
        var result: [String] = []
        var rest = content[...]
        while true {
            var searched = rest
            if rest.trimmed.hasPrefix("string /"), let start = rest.firstIndex(of: "/") {
                let body = rest[rest.index(after: start)...]
                let end = body.firstPlace(of: "/ or ")?.lowerBound ?? body.lastIndex(of: "/")
                searched = end.map { body[$0...] } ?? ""
            }
            guard let separator = searched.firstPlace(of: " or ") else { break }
            result.append(String(rest[..<separator.lowerBound]))
            rest = rest[separator.upperBound...]
        }
        return result + [String(rest)]
    }

    static let names = [
        "any", "absent", "null", "string", "integer", "number", "boolean", "array", "object", "uuid", "timestamp",
        "absolute URL",
    ]

    private static func kind(_ text: String) throws(TemplateError) -> Kind {
        let word = text.prefix { $0 != " " }
        let argument = text.dropFirst(word.count).trimmed
        switch (word, argument.isEmpty) {
        case ("any", true): return .any
        case ("absent", true): return .absent
        case ("uuid", true): return .uuid
        case ("absolute", false) where argument == "URL": return .absoluteURL
        case ("string", true), ("number", true), ("boolean", true), ("array", true), ("object", true), ("null", true):
            return .type(JSONValue.Kind(rawValue: String(word)) ?? .null)
        case ("integer", true): return .integer(ClosedBounds(lower: nil, upper: nil))
        case ("integer", false): return .integer(try ClosedBounds(argument))
        case ("string", false) where argument.hasPrefix("/"):
            guard argument.count >= 2, argument.hasSuffix("/") else {
                throw TemplateError(code: "unknown-hole", message: "the pattern in '<\(text)>' does not end with '/'")
            }
            do {
                return .pattern(try IRegexp(String(argument.dropFirst().dropLast())))
            } catch {
                throw TemplateError(code: "pattern", message: "the pattern in '<\(text)>' is not an I-Regexp: \(error)")
            }
        case ("string", false): return .string(try ClosedBounds(argument))
        case ("timestamp", false): return .timestamp(try TimestampFormat(argument))
        default:
            throw TemplateError(
                code: "unknown-hole", message: "unknown hole '<\(text)>'",
                hint: Suggestion.hint(for: String(text), among: names))
        }
    }
}

/// Two bounds that both belong to the range; a missing one leaves its side open.
public struct ClosedBounds: Sendable, Hashable {
    /// The least value allowed.
    public let lower: Int?
    /// The greatest value allowed.
    public let upper: Int?

    init(lower: Int?, upper: Int?) {
        self.lower = lower
        self.upper = upper
    }

    /// Reads `1..128`, `10..`, `..5` or `36`.
    public init(_ text: String) throws(TemplateError) {
        if let number = Int(text) {
            (lower, upper) = (number, number)
            return
        }
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(\.trimmed)
        let numbers = parts.map { Int($0) }
        let isRange =
            parts.count == 2 && zip(parts, numbers).allSatisfy { $0.isEmpty || $1 != nil } && parts != ["", ""]
        guard isRange || (parts.count == 1 && numbers[0] != nil) else {
            throw TemplateError(
                code: "bounds", message: "'\(text)' is not a number or a range", hint: "write '1..128', '10..' or '36'")
        }
        lower = numbers[0]
        upper = parts.count == 2 ? numbers[1] : numbers[0]
        if let lower, let upper, lower > upper {
            throw TemplateError(code: "bounds", message: "the range '\(text)' holds nothing")
        }
    }

    /// Whether a number lies between the bounds.
    public func contains(_ number: Int) -> Bool {
        number >= lower ?? .min && number <= upper ?? .max
    }

    /// The bounds in words.
    var words: String {
        switch (lower, upper) {
        case (let lower?, let upper?): lower == upper ? "\(lower)" : "\(lower) to \(upper)"
        case (let lower?, nil): "at least \(lower)"
        case (nil, let upper?): "at most \(upper)"
        case (nil, nil): "any number of"
        }
    }
}

extension Hole.Kind {
    var words: String {
        switch self {
        case .any: "anything"
        case .absent: "nothing"
        case .type(.null): "null"
        case .type(let kind): "\(kind == .array || kind == .object ? "an" : "a") \(kind.rawValue)"
        case .integer(let bounds):
            bounds.lower == nil && bounds.upper == nil ? "an integer" : "an integer, \(bounds.words)"
        case .string(let bounds): "a string of \(bounds.words) characters"
        case .pattern(let pattern): "a string matching \(pattern.pattern)"
        case .uuid: "a UUID"
        case .timestamp(let format): "a time in the form \(format.source)"
        case .absoluteURL: "an absolute http or https URL"
        }
    }

    func holds(for value: JSONValue?) -> Bool {
        guard let value else { return self == .absent }
        switch self {
        case .any: return true
        case .absent: return false
        case .type(let kind): return value.kind == kind
        case .integer(let bounds):
            guard let number = value.numberValue, number.isIntegral else { return false }
            guard let integer = number.integer else { return bounds.lower == nil && bounds.upper == nil }
            return bounds.contains(integer)
        case .string(let bounds): return value.stringValue.map { bounds.contains($0.unicodeScalars.count) } ?? false
        case .pattern(let pattern): return value.stringValue.map(pattern.matches) ?? false
        case .uuid: return value.stringValue.map(Self.isUUID) ?? false
        case .timestamp(let format): return value.stringValue.map { format.read($0) != nil } ?? false
        case .absoluteURL: return value.stringValue.map(Self.isAbsoluteURL) ?? false
        }
    }

    /// The text form of RFC 9562, section 4: five groups of hexadecimal digits; version and variant are not looked at.
    private static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 36
            && bytes.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index)
                    ? byte == 0x2D
                    : (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
            }
    }

    private static func isAbsoluteURL(_ text: String) -> Bool {
        let lowered = text.prefix(8).lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else { return false }
        let rest = text.dropFirst(lowered.hasPrefix("http://") ? 7 : 8)
        let authority = rest.prefix { !"/?#".contains($0) }
        let host = (authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority).prefix {
            $0 != ":"
        }
        return !host.isEmpty && !text.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
    }
}

extension Substring {
    /// Where some ASCII letters first stand.
    ///
    /// Like `firstRange(of:)`, whose first use takes longer than reading many holes.
    fileprivate func firstPlace(of word: StaticString) -> Range<Index>? {
        word.withUTF8Buffer { word in
            var rest = utf8
            while let start = rest.firstIndex(of: word[0]) {
                rest = rest[start...]
                if rest.starts(with: word) { return start..<rest.index(start, offsetBy: word.count) }
                rest = rest.dropFirst()
            }
            return nil
        }
    }
}
