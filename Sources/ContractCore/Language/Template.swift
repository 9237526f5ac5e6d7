/// Text with `${…}` in it, read once and filled in many times.
public struct Template: Sendable, Hashable {
    /// A part of the text.
    enum Part: Sendable, Hashable {
        case text(String)
        case expression(Expression)
    }

    /// The longest text that may be made by filling in, in bytes.
    static let sizeLimit = 16 << 20

    /// The text as written.
    public let source: String
    /// The parts of a text that is not its own value; empty for the many that are.
    private let mixed: [Part]

    /// Reads a text; `$${` stands for a plain `${`.
    public init(_ source: String) throws(TemplateError) {
        self.source = source
        guard Self.isIn(source) else {
            mixed = []
            return
        }
        var parts: [Part] = []
        var text = ""
        // Every mark is ASCII, so bytes are looked at; characters would cost ten times as much.
        var rest = source.utf8[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            text += Substring(rest[..<dollar])
            rest = rest[dollar...]
            if rest.starts(with: "$${".utf8) {
                text += "${"
                rest = rest.dropFirst(3)
            } else if rest.starts(with: "${".utf8) {
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw TemplateError(
                        code: "template", message: "'${' without its '}'", hint: "write '$${' for a plain '${'")
                }
                if !text.isEmpty { parts.append(.text(text)) }
                text = ""
                parts.append(.expression(try Expression(String(Substring(rest.dropFirst(2)[..<end])))))
                rest = rest[end...].dropFirst()
            } else {
                text += "$"
                rest = rest.dropFirst()
            }
        }
        text += Substring(rest)
        if !text.isEmpty || parts.isEmpty { parts.append(.text(text)) }
        mixed = parts
    }

    /// Whether a text holds `${`, without which it is no template but its own value.
    static func isIn(_ text: String) -> Bool {
        let bytes = text.utf8.span
        var place = 1
        while place < bytes.count {
            // A mark that is not here can begin here at most, so every second byte is enough until one is found.
            if bytes[place] == UInt8(ascii: "{"), bytes[place - 1] == UInt8(ascii: "$") { return true }
            place += bytes[place] == UInt8(ascii: "$") ? 1 : 2
        }
        return false
    }

    /// The parts in order, at least one.
    var parts: [Part] { mixed.isEmpty ? [.text(source)] : mixed }

    /// The expressions in the text.
    public var expressions: [Expression] {
        mixed.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    }

    /// The text itself when it has no expression.
    public var constant: String? {
        if mixed.isEmpty { return source }
        guard mixed.count == 1, case .text(let text) = mixed[0] else { return nil }
        return text
    }

    /// The one expression that is the whole text.
    public var whole: Expression? {
        guard mixed.count == 1, case .expression(let expression) = mixed[0] else { return nil }
        return expression
    }

    /// Fills in the expressions; a text that is only one keeps the type of its value.
    public func value(_ values: ValueLookup) throws(TemplateError) -> JSONValue {
        if let whole { return try whole.value(values) }
        return .string(try text(values))
    }

    /// Fills in the expressions as text, each encoded for the place where it stands.
    public func text(_ values: ValueLookup, encoding: (String) -> String = { $0 }) throws(TemplateError) -> String {
        if mixed.isEmpty, source.utf8.count <= Self.sizeLimit { return source }
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .expression(let expression): result += encoding(try expression.value(values).asText)
            }
            guard result.utf8.count <= Self.sizeLimit else {
                throw TemplateError(code: "too-long", message: "the text becomes longer than \(Self.sizeLimit) bytes")
            }
        }
        return result
    }
}

extension Template {
    /// Reads the text of a node, with mistakes at the node.
    init(located node: LocatedNode) throws(Diagnostic) {
        do throws(TemplateError) {
            try self.init(node.text ?? "")
        } catch {
            throw Diagnostic(error, at: node)
        }
    }
}

/// Finds the value of a reference's root; nil when there is none of that name.
public typealias ValueLookup = (Expression) throws(TemplateError) -> JSONValue?

/// Why a template could not be read or filled in.
public struct TemplateError: Error, Sendable, Hashable {
    /// A stable word for the kind of mistake.
    public var code: String
    /// What is wrong.
    public var message: String
    /// How to mend it, or nil.
    public var hint: String?

    /// Makes an error.
    public init(code: String, message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }
}

extension JSONValue {
    /// The value as it stands inside a text: a string without quotes, anything else as JSON.
    public var asText: String {
        switch self {
        case .string(let text): text
        default: JSONWriter.text(of: self)
        }
    }
}

extension StringProtocol {
    /// The text without the blanks around it.
    var trimmed: String {
        let bytes = Array(utf8)
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
