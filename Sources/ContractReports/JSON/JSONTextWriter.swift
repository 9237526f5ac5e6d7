/// Writes the text of values while they encode themselves; encoders and their containers hold on to it.
///
/// The text is written in the order of the calls. So a container takes no more members once its owner has gone on to
/// another, which is what all containers of synthesised conformances do.
final class JSONTextWriter {
    /// How many bytes are handed over at once.
    private static let portion = 32 << 10

    private var text = JSONText()
    private var isMisused = false
    private let put: (String) -> Void

    /// Makes a writer that hands over its text part by part.
    init(put: @escaping (String) -> Void) {
        self.put = put
    }

    /// Writes a whole text.
    func writeAll(_ value: some Encodable) throws {
        try write(value)
        if text.awaitsValue { text.addScalar { $0.append(contentsOf: "null".utf8) } }
        guard !isMisused else {
            let cause = "a member was written into an object or an array that was at its end"
            throw EncodingError.invalidValue(value, EncodingError.Context(codingPath: [], debugDescription: cause))
        }
        if let rest = text.take(atLeast: 0) { put(rest) }
    }

    /// Writes the value that is to come.
    fileprivate func write(_ value: some Encodable) throws {
        let outer = text.innermost
        try value.encode(to: JSONTextEncoder(writer: self, first: text.begun + 1))
        endLevels(inside: outer)
        if let portion = text.take(atLeast: Self.portion) { put(portion) }
    }

    /// Writes the value that is to come, which has no members.
    fileprivate func writeScalar(_ append: (inout [UInt8]) -> Void) {
        guard text.awaitsValue else { return isMisused = true }
        text.addScalar(append)
    }

    fileprivate func writeText(_ value: some CustomStringConvertible) {
        writeScalar { $0.append(contentsOf: value.description.utf8) }
    }

    /// Begins a member of the object or array of a number.
    fileprivate func beginMember(_ name: String, of number: Int) {
        endLevels(inside: number)
        guard text.innermost == number else { return isMisused = true }
        text.beginMember(name)
    }

    /// Begins an object or array as the value that is to come, unless that was done; gives its number.
    fileprivate func begin(isObject: Bool, first: Int) -> Int {
        if text.awaitsValue { text.begin(isObject: isObject) }
        return first
    }

    /// Ends what was begun after the object or array of a number.
    private func endLevels(inside number: Int) {
        while text.innermost > number { text.end() }
    }
}

/// Encodes one value into the text of a writer.
private struct JSONTextEncoder: Encoder {
    let writer: JSONTextWriter
    /// The number that the object or array gets which the value becomes.
    let first: Int
    /// Nothing that is written can be refused, so that nobody asks where it stands.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ObjectContainer(writer: writer, number: writer.begin(isObject: true, first: first)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayContainer(writer: writer, number: writer.begin(isObject: false, first: first))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ScalarContainer(writer: writer) }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONTextWriter
    let number: Int
    var codingPath: [any CodingKey] { [] }

    private func member(_ key: Key) -> ScalarContainer {
        writer.beginMember(key.stringValue, of: number)
        return ScalarContainer(writer: writer)
    }

    private func encoder(_ name: String) -> JSONTextEncoder {
        writer.beginMember(name, of: number)
        return writer.encoder
    }

    func encodeNil(forKey key: Key) { member(key).encodeNil() }
    func encode(_ value: String, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Bool, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: some BinaryInteger & Encodable, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder("super") }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key.stringValue) }
}

private struct ArrayContainer: UnkeyedEncodingContainer {
    let writer: JSONTextWriter
    let number: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(writer: JSONTextWriter, number: Int) {
        self.writer = writer
        self.number = number
    }

    private mutating func encoder() -> JSONTextEncoder {
        writer.beginMember("", of: number)
        count += 1
        return writer.encoder
    }

    mutating func encodeNil() { encoder().writer.writeText("null") }

    mutating func encode(_ value: some Encodable) throws { try encoder().writer.write(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { encoder() }
}

/// Where every value without members is written in the end, whoever encodes it.
private struct ScalarContainer: SingleValueEncodingContainer {
    let writer: JSONTextWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.writeText("null") }
    func encode(_ value: String) { writer.writeScalar { JSONLiteral.append(value, to: &$0) } }
    func encode(_ value: Bool) { writer.writeText(value) }
    func encode(_ value: Double) { writer.writeScalar { JSONLiteral.append(value, to: &$0) } }
    func encode(_ value: Float) { writer.writeScalar { JSONLiteral.append(value, to: &$0) } }
    func encode(_ value: some BinaryInteger & Encodable) { writer.writeText(value) }
    func encode(_ value: some Encodable) throws { try writer.write(value) }
}

extension JSONTextWriter {
    /// An encoder of the value that is to come.
    fileprivate var encoder: JSONTextEncoder { JSONTextEncoder(writer: self, first: text.begun + 1) }
}
