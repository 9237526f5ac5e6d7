/// Writes the text of a value while it encodes itself; encoders and their containers hold on to it.
///
/// The text is written in the order of the calls. So a container takes no more members once its owner has gone on to
/// another, which is what all containers of synthesised conformances do.
final class JSONTextWriter {
    /// How many bytes are handed over at once.
    private static let portion = 32 << 10

    fileprivate var text = JSONText()
    private let put: (String) -> Void

    /// Makes a writer that hands over its text part by part.
    init(put: @escaping (String) -> Void) {
        self.put = put
    }

    /// Writes a whole text.
    func writeAll(_ value: some Encodable) throws {
        try write(value)
        guard !text.isMisused else {
            let cause = "something was written into an object or an array that was at its end"
            throw EncodingError.invalidValue(value, EncodingError.Context(codingPath: [], debugDescription: cause))
        }
        if let rest = text.take(atLeast: 0) { put(rest) }
    }

    /// Writes the value that is to come.
    fileprivate func write(_ value: some Encodable) throws {
        let place = text.place
        try value.encode(to: JSONTextEncoder(writer: self, place: place))
        text.finish(place)
        if let portion = text.take(atLeast: Self.portion) { put(portion) }
    }
}

/// Encodes one value.
private struct JSONTextEncoder: Encoder {
    let writer: JSONTextWriter
    let place: JSONText.Place
    /// Nothing that is written can be refused, so that nobody asks where it stands.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            ObjectContainer(writer: writer, number: writer.text.begin(isObject: true, at: place)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayContainer(writer: writer, number: writer.text.begin(isObject: false, at: place))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ScalarContainer(writer: writer) }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONTextWriter
    let number: Int
    var codingPath: [any CodingKey] { [] }

    private func add(_ key: Key, _ append: (inout [UInt8]) -> Void) {
        writer.text.addMember(key.stringValue, of: number, append)
    }

    func encodeNil(forKey key: Key) { add(key) { JSONLiteral.append("null", to: &$0) } }
    func encode(_ value: String, forKey key: Key) { add(key) { JSONLiteral.append(text: value, to: &$0) } }
    func encode(_ value: Bool, forKey key: Key) { add(key) { JSONLiteral.append(value, to: &$0) } }
    func encode(_ value: Double, forKey key: Key) { add(key) { JSONLiteral.append(number: value, to: &$0) } }
    func encode(_ value: Float, forKey key: Key) { add(key) { JSONLiteral.append(number: value, to: &$0) } }
    func encode(_ value: some BinaryInteger & Encodable, forKey key: Key) {
        add(key) { JSONLiteral.append(value, to: &$0) }
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        writer.text.beginMember(key.stringValue, of: number)
        try writer.write(value)
    }

    /// An encoder of a member that is filled from outside.
    private func encoder(_ name: String) -> JSONTextEncoder {
        writer.text.beginMember(name, of: number)
        return JSONTextEncoder(writer: writer, place: writer.text.place)
    }

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

    mutating func encodeNil() { ScalarContainer(writer: encoder().writer).encodeNil() }

    mutating func encode(_ value: some Encodable) throws { try encoder().writer.write(value) }

    /// An encoder of one element more.
    private mutating func encoder() -> JSONTextEncoder {
        writer.text.beginMember("", of: number)
        count += 1
        return JSONTextEncoder(writer: writer, place: writer.text.place)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { encoder() }
}

/// Where whatever encodes itself as a value without members is written in the end.
private struct ScalarContainer: SingleValueEncodingContainer {
    let writer: JSONTextWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.text.addScalar { JSONLiteral.append("null", to: &$0) } }
    func encode(_ value: String) { writer.text.addScalar { JSONLiteral.append(text: value, to: &$0) } }
    func encode(_ value: Bool) { writer.text.addScalar { JSONLiteral.append(value, to: &$0) } }
    func encode(_ value: Double) { writer.text.addScalar { JSONLiteral.append(number: value, to: &$0) } }
    func encode(_ value: Float) { writer.text.addScalar { JSONLiteral.append(number: value, to: &$0) } }
    func encode(_ value: some BinaryInteger & Encodable) {
        writer.text.addScalar { JSONLiteral.append(value, to: &$0) }
    }

    func encode(_ value: some Encodable) throws { try writer.write(value) }
}
