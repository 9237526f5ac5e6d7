import Foundation

/// Values that a column holds as JSON text.
enum StoredJSON {
    static func data(_ value: some Encodable) throws -> Data {
        try JSONEncoder().encode(value)
    }

    static func value<Value: Decodable>(_ type: Value.Type, _ data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
