/// Reads JSON text (RFC 8259) strictly: UTF-8 without byte order mark, no duplicate names, bounded depth.
struct JSONReader {
    /// Why a text was not accepted.
    enum Failure: Error, Equatable {
        /// The text breaks the grammar at this byte offset.
        case malformed(at: Int)
        /// Two members of one object have this name.
        case duplicate(name: String)
        /// Arrays and objects are nested deeper than the reader allows.
        case tooDeep
    }

    private let bytes: [UInt8]
    private var position = 0
    private let maximumDepth: Int

    /// Reads a whole text as one value.
    static func read(_ bytes: [UInt8], maximumDepth: Int = 64) throws(Failure) -> JSONValue {
        var reader = JSONReader(bytes: bytes, maximumDepth: maximumDepth)
        reader.skipWhitespace()
        let value = try reader.value(depth: 0)
        reader.skipWhitespace()
        guard reader.position == bytes.count else { throw .malformed(at: reader.position) }
        return value
    }

    private init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        let start = position
        for index in 0..<text.utf8CodeUnitCount {
            guard take(text.utf8Start[index]) else { throw .malformed(at: start) }
        }
        return value
    }

    private mutating func object(depth: Int) throws(Failure) -> JSONValue {
        guard depth <= maximumDepth else { throw .tooDeep }
        position += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipWhitespace()
            guard current == UInt8(ascii: "\"") else { throw .malformed(at: position) }
            let name = try string()
            guard names.insert(name).inserted else { throw .duplicate(name: name) }
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { throw .malformed(at: position) }
            skipWhitespace()
            members.append(JSONValue.Member(name: name, value: try value(depth: depth)))
            skipWhitespace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw .malformed(at: position) }
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> JSONValue {
        guard depth <= maximumDepth else { throw .tooDeep }
        position += 1
        var elements: [JSONValue] = []
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            skipWhitespace()
            elements.append(try value(depth: depth))
            skipWhitespace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw .malformed(at: position) }
            return .array(elements)
        }
    }

    private mutating func number() throws(Failure) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(Failure) {
        let start = position
        while let byte = current, byte >= 0x30 && byte <= 0x39 { position += 1 }
        guard position > start else { throw .malformed(at: position) }
    }

    private mutating func string() throws(Failure) -> String {
        let start = position
        position += 1
        let first = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            guard let text = String(validating: bytes[first..<position], as: UTF8.self) else {
                throw .malformed(at: start)
            }
            position += 1
            return text
        }
        var units = Array(bytes[first..<position])
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else { throw .malformed(at: start) }
                return text
            case UInt8(ascii: "\\"): try escape(into: &units)
            case 0x00..<0x20: throw .malformed(at: position - 1)
            default: units.append(byte)
            }
        }
        throw .malformed(at: position)
    }

    private mutating func escape(into units: inout [UInt8]) throws(Failure) {
        guard let byte = current else { throw .malformed(at: position) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if code >= 0xD800 && code < 0xDC00 {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw .malformed(at: position) }
                let low = try hexadecimal()
                guard low >= 0xDC00 && low < 0xE000 else { throw .malformed(at: position) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw .malformed(at: position) }
            units.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw .malformed(at: position - 1)
        }
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = PercentCoding.hexadecimal(byte) else {
                throw .malformed(at: position)
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
