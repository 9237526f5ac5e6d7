/// Writes JSON text piece by piece into a buffer of bytes.
///
/// Number texts stay as they were read, members keep their order, and only what RFC 8259 (section 7) demands is
/// escaped. The calls must follow the grammar: a name in front of each value in an object, and every end after its
/// begin.
///
///     var writer = JSONWriter(layout: .pretty())
///     writer.beginObject()
///     writer.name("passed")
///     writer.value(true)
///     writer.endObject()
public struct JSONWriter: Sendable {
    /// Where white space goes.
    public enum Layout: Sendable, Hashable {
        /// No white space at all.
        case compact
        /// One member or element a line, indented by that many spaces a level.
        case pretty(indent: Int = 2)
    }

    /// What has been written since the start, or since the last `takeBytes`.
    public private(set) var bytes: [UInt8] = []
    private let indent: Int?
    private var levels: [Level] = []
    private var isBehindName = false

    private struct Level {
        let isObject: Bool
        var isEmpty = true
    }

    /// Makes a writer of an empty text.
    public init(layout: Layout = .compact) {
        indent =
            switch layout {
            case .compact: nil
            case .pretty(let indent): max(indent, 0)
            }
    }

    /// What has been written, as a text.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Hands over what has been written and goes on with an empty buffer, for texts too large to keep whole.
    public mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Starts an object.
    public mutating func beginObject() {
        begin(0x7B, isObject: true)
    }

    /// Ends the innermost object.
    public mutating func endObject() {
        end(0x7D, isObject: true)
    }

    /// Starts an array.
    public mutating func beginArray() {
        begin(0x5B, isObject: false)
    }

    /// Ends the innermost array.
    public mutating func endArray() {
        end(0x5D, isObject: false)
    }

    /// Writes the name of the next member.
    public mutating func name(_ name: String) {
        precondition(levels.last?.isObject == true && !isBehindName, "a name stands in an object, one for a value")
        separate()
        JSONStringText.append(name, to: &bytes)
        bytes.append(0x3A)
        if indent != nil { bytes.append(0x20) }
        isBehindName = true
    }

    /// Writes a value with all that is in it; the recursion goes as deep as the value is nested.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: literal("null")
        case .bool(let value): literal(value ? "true" : "false")
        case .number(let number): literal(number.text)
        case .string(let text):
            startValue()
            JSONStringText.append(text, to: &bytes)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members { self.member(member.name, member.value) }
            endObject()
        }
    }

    /// Writes a name and its value.
    public mutating func member(_ name: String, _ value: JSONValue) {
        self.name(name)
        self.value(value)
    }

    /// The text of a value.
    public static func text(of value: JSONValue, layout: Layout = .compact) -> String {
        String(decoding: bytes(of: value, layout: layout), as: UTF8.self)
    }

    /// The text of a value in UTF-8.
    public static func bytes(of value: JSONValue, layout: Layout = .compact) -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        writer.value(value)
        return writer.bytes
    }

    private mutating func literal(_ text: String) {
        startValue()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func begin(_ byte: UInt8, isObject: Bool) {
        startValue()
        bytes.append(byte)
        levels.append(Level(isObject: isObject))
    }

    private mutating func end(_ byte: UInt8, isObject: Bool) {
        precondition(levels.last?.isObject == isObject && !isBehindName, "the end belongs to the innermost begin")
        let level = levels.removeLast()
        if !level.isEmpty { breakLine() }
        bytes.append(byte)
    }

    private mutating func startValue() {
        precondition(levels.last?.isObject != true || isBehindName, "a value in an object stands behind its name")
        if !isBehindName { separate() }
        isBehindName = false
    }

    /// Puts what stands between two members or elements, or in front of the first.
    private mutating func separate() {
        guard !levels.isEmpty else { return }
        if !levels[levels.count - 1].isEmpty { bytes.append(0x2C) }
        levels[levels.count - 1].isEmpty = false
        breakLine()
    }

    private mutating func breakLine() {
        guard let indent else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * levels.count))
    }
}
