import Foundation
import Synchronization

/// Values that a column holds as JSON text.
enum StoredJSON {
    /// What was written or read before: what is written is soon read, polls read it again and again, and most stacks
    /// are made of the same few things.
    private static let known = Mutex(KnownValues())

    static func data<Value: Encodable & Hashable & Sendable>(_ value: Value) throws -> Data {
        if let data = known.withLock({ $0.text(of: value) }) { return data }
        let data = try JSONEncoder().encode(value)
        known.withLock { $0.add(data, value) }
        return data
    }

    /// Lets all texts be read anew, as a file that another process wrote has to be.
    static func forget() {
        known.withLock { $0 = KnownValues() }
    }

    static func value<Value: Decodable & Hashable & Sendable>(_ type: Value.Type, _ data: Data) throws -> Value {
        if let value = known.withLock({ $0.value(of: data, type) }) { return value }
        let value = try JSONDecoder().decode(type, from: data)
        known.withLock { $0.add(data, value) }
        return value
    }
}

/// A limited number of texts and their values, each found by the other.
private struct KnownValues {
    private struct TextKey: Hashable, Sendable {
        let type: ObjectIdentifier
        let text: Data

        /// All bytes count, since texts of one type begin alike.
        func hash(into hasher: inout Hasher) {
            hasher.combine(type)
            text.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    /// Equal arrays of two types are two keys.
    private struct ValueKey<Value: Hashable>: Hashable {
        let value: Value
    }

    /// The most values, and the most bytes of all texts, that are kept.
    private static let maximumCount = 1000
    private static let maximumSize = 4 << 20

    private var values: [TextKey: any Sendable] = [:]
    private var texts: [AnyHashable: Data] = [:]
    private var size = 0

    /// The value of a text.
    func value<Value: Sendable>(of text: Data, _ type: Value.Type) -> Value? {
        values[TextKey(type: ObjectIdentifier(type), text: text)] as? Value
    }

    /// The text of a value.
    func text(of value: some Hashable) -> Data? { texts[ValueKey(value: value)] }

    /// Keeps a text and its value, and forgets all others when there are too many.
    mutating func add<Value: Hashable & Sendable>(_ text: Data, _ value: Value) {
        if values.count >= Self.maximumCount || size >= Self.maximumSize { self = KnownValues() }
        guard text.count <= Self.maximumSize / 16 else { return }
        size += text.count
        values[TextKey(type: ObjectIdentifier(Value.self), text: text)] = value
        texts[ValueKey(value: value)] = text
    }
}
