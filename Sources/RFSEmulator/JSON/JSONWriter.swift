/// Writes JSON text into a byte array, without spaces, members in the order of the calls.
struct JSONWriter {
    /// The text so far.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// An object with the members that the closure writes.
    static func object(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(members)
        return writer.bytes
    }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        members(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func array(_ elements: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        elements(&self)
        close(UInt8(ascii: "]"))
    }

    /// The name of a member that needs no escape; its value is written next.
    mutating func name(_ name: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    mutating func member(_ name: String, _ value: Int64) {
        self.name(name)
        integer(value)
    }

    /// A text member in the form that its rule is written in.
    mutating func member(_ name: String, _ value: String, _ form: FieldForm) {
        switch form {
        case .documented: member(name, value)
        case .absent: break
        case .otherType: member(name, 0)
        case .malformed: member(name, "?")
        case .changed(let change): member(name, change.applied(to: value))
        case .null:
            self.name(name)
            null()
        }
    }

    /// A member with the text of an instant, in the form that its rule is written in.
    mutating func member(_ name: String, _ value: Instant, _ form: FieldForm) {
        guard form == .documented else { return member(name, value.text, form) }
        self.name(name)
        separate()
        bytes.append(UInt8(ascii: "\""))
        value.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A number member in the form that its rule is written in.
    mutating func member(_ name: String, _ value: Int64, _ form: FieldForm) {
        switch form {
        case .documented: member(name, value)
        case .absent: break
        case .otherType: member(name, String(value))
        case .malformed, .changed: member(name, -1)
        case .null:
            self.name(name)
            null()
        }
    }

    /// A true or false member in the form that its rule is written in.
    mutating func member(_ name: String, _ value: Bool, _ form: FieldForm = .documented) {
        switch form {
        case .documented:
            self.name(name)
            literal(value ? "true" : "false")
        case .absent: break
        case .otherType: member(name, value ? "true" : "false")
        case .malformed, .changed: member(name, !value)
        case .null:
            self.name(name)
            null()
        }
    }

    /// A member that the closure writes, in the form that its rule is written in.
    mutating func member(_ name: String, _ form: FieldForm, _ value: (inout JSONWriter) -> Void) {
        switch form {
        case .documented:
            self.name(name)
            value(&self)
        case .absent: break
        case .otherType: member(name, "")
        case .malformed, .changed, .null:
            self.name(name)
            null()
        }
    }

    /// A JSON value as it was read.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): literal(flag ? "true" : "false")
        case .number(let text): literal(text)
        case .string(let text): string(text)
        case .array(let elements): array { list in for element in elements { list.value(element) } }
        case .object(let members):
            object { item in
                for member in members {
                    item.string(member.name)
                    item.bytes.append(UInt8(ascii: ":"))
                    item.needsComma = false
                    item.value(member.value)
                }
            }
        }
    }

    mutating func integer(_ value: Int64) { literal(String(value)) }

    mutating func null() { literal("null") }

    /// A number or one of the three words, as it stands.
    mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    mutating func string(_ value: String) {
        separate()
        var value = value
        bytes.append(UInt8(ascii: "\""))
        value.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// How many bytes from an index on, in words of eight, need no escape.
    private static func plainBytes(_ text: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
        /// A bit set in each byte that is zero, and perhaps in bytes above one.
        func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
        let bytes = UnsafeRawBufferPointer(text)
        var end = index
        while end + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)
            let controls = (word &- 0x2020_2020_2020_2020) & ~word
            let found = controls | zeros(word ^ 0x2222_2222_2222_2222) | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
            guard found & 0x8080_8080_8080_8080 == 0 else { break }
            end += 8
        }
        return end - index
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var next = 0
        while next < text.count {
            next += Self.plainBytes(text, from: next)
            guard next < text.count else { break }
            let index = next
            let byte = text[index]
            next += 1
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            start = index + 1
            switch byte {
            case 0x22: bytes.append(contentsOf: "\\\"".utf8)
            case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            default:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(PercentCoding.lowerHexadecimal(byte >> 4))
                bytes.append(PercentCoding.lowerHexadecimal(byte & 15))
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}

extension JSONWriter {
    /// A text member that may be unset.
    mutating func optional(_ name: String, _ value: String?, _ form: FieldForm, _ manners: Manners) {
        if let value { return member(name, value, form) }
        switch manners.unset {
        case .absent: break
        case .empty: member(name, "")
        case .null:
            self.name(name)
            null()
        }
    }
}
