import Foundation
import Synchronization

/// Values that a column holds as JSON text.
enum StoredJSON {
    /// What was written or read before: what is written is soon read, and polls read it again and again.
    private static let known = Mutex(KnownValues())

    static func data<Value: Encodable & Sendable>(_ value: Value) throws -> Data {
        let data = try JSONEncoder().encode(value)
        known.withLock { $0[data, Value.self] = value }
        return data
    }

    /// Lets all texts be read anew, as a file that another process wrote has to be.
    static func forget() {
        known.withLock { $0 = KnownValues() }
    }

    static func value<Value: Decodable & Sendable>(_ type: Value.Type, _ data: Data) throws -> Value {
        if let value = known.withLock({ $0[data, type] }) { return value }
        let value = try JSONDecoder().decode(type, from: data)
        known.withLock { $0[data, type] = value }
        return value
    }
}

/// The values of a limited number of texts, found by the texts themselves.
private struct KnownValues: Sendable {
    private struct Key: Hashable, Sendable {
        let type: ObjectIdentifier
        let text: Data

        /// All bytes count, since texts of one type begin alike.
        func hash(into hasher: inout Hasher) {
            hasher.combine(type)
            text.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    /// The most values, and the most bytes of all texts, that are kept.
    private static let maximumCount = 1000
    private static let maximumSize = 4 << 20

    private var values: [Key: any Sendable] = [:]
    private var size = 0

    subscript<Value: Sendable>(text: Data, type: Value.Type) -> Value? {
        get { values[Key(type: ObjectIdentifier(type), text: text)] as? Value }
        set {
            if values.count >= Self.maximumCount || size >= Self.maximumSize {
                values = [:]
                size = 0
            }
            guard text.count <= Self.maximumSize / 16 else { return }
            size += text.count
            values[Key(type: ObjectIdentifier(type), text: text)] = newValue
        }
    }
}
