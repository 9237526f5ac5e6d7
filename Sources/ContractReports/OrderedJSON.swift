/// Writes values as JSON with the members in the order in which their types declare them.
///
/// Foundation's encoder sorts members or leaves them in no order; here a report begins with what it is. The text is the
/// same on every machine. Characters that a terminal would act on are written as escapes, which changes no value.
enum OrderedJSON {
    /// A value as indented JSON; what has no members inside and is short stands on one line.
    static func text(_ value: some Encodable) throws -> String {
        let node = Node()
        try node.write(value)
        var output = ""
        node.write(to: &output, indent: 0)
        return output
    }

    /// A string literal that reads back as the same text.
    static func literal(_ text: String) -> String {
        if isPlain(text) { return "\"\(text)\"" }
        var output = "\""
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "#" where Escaping.beginsCommand(scalars[index...]): output += "\\u0023"
            default:
                if Escaping.isHidden(scalar) { output += escape(scalar) } else { output.unicodeScalars.append(scalar) }
            }
        }
        return output + "\""
    }

    /// Whether a text is printable ASCII that needs no escape.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                && byte != UInt8(ascii: "#")
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

extension OrderedJSON {
    /// A value that is being encoded; containers hold on to it and fill it.
    fileprivate final class Node {
        private enum Shape { case scalar, array, object }

        private static let lineLimit = 100
        private var shape = Shape.scalar
        private var text = "null"
        private var members: [(name: String, value: Node)] = []

        /// Takes over a value.
        func write(_ value: some Encodable) throws {
            switch value {
            case let string as String: text = OrderedJSON.literal(string)
            case let flag as Bool: text = flag ? "true" : "false"
            case let number as any BinaryInteger: text = "\(number)"
            case let number as Double: text = number.isFinite ? "\(number)" : "0"
            case let number as Float: text = number.isFinite ? "\(number)" : "0"
            default: try value.encode(to: NodeEncoder(node: self, codingPath: []))
            }
        }

        func becomeArray() { shape = .array }

        func becomeObject() { shape = .object }

        var count: Int { members.count }

        /// A new member; an array's have no name.
        func member(_ name: String = "") -> Node {
            let node = Node()
            members.append((name, node))
            return node
        }

        func write(to output: inout String, indent: Int) {
            if let line = line(limit: Self.lineLimit) {
                output += line
                return
            }
            let margin = "\n" + String(repeating: "  ", count: indent + 1)
            var separator = shape == .array ? "[" : "{"
            for member in members {
                output += separator + margin + label(member.name)
                member.value.write(to: &output, indent: indent + 1)
                separator = ","
            }
            output += margin.dropLast(2) + (shape == .array ? "]" : "}")
        }

        /// The value on one line, or nil when it is long or has members that are not scalars.
        private func line(limit: Int) -> String? {
            guard shape != .scalar else { return text }
            guard members.count <= limit else { return nil }
            var parts: [String] = []
            for member in members {
                guard member.value.shape == .scalar else { return nil }
                parts.append(label(member.name) + member.value.text)
            }
            let inside = parts.joined(separator: ", ")
            return inside.utf8.count <= limit ? shape == .array ? "[\(inside)]" : "{\(inside)}" : nil
        }

        private func label(_ name: String) -> String {
            shape == .object ? OrderedJSON.literal(name) + ": " : ""
        }
    }

    private struct NodeEncoder: Encoder {
        let node: Node
        let codingPath: [any CodingKey]
        var userInfo: [CodingUserInfoKey: Any] { [:] }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            node.becomeObject()
            return KeyedEncodingContainer(ObjectContainer(node: node, codingPath: codingPath))
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer {
            node.becomeArray()
            return ArrayContainer(node: node, codingPath: codingPath)
        }

        func singleValueContainer() -> any SingleValueEncodingContainer {
            ScalarContainer(node: node, codingPath: codingPath)
        }
    }

    private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let node: Node
        let codingPath: [any CodingKey]

        mutating func encodeNil(forKey key: Key) { _ = node.member(key.stringValue) }
        mutating func encode(_ value: some Encodable, forKey key: Key) throws {
            try node.member(key.stringValue).write(value)
        }
        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key]).container(keyedBy: type)
        }
        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key]).unkeyedContainer()
        }
        mutating func superEncoder() -> any Encoder { NodeEncoder(node: node.member("super"), codingPath: codingPath) }
        mutating func superEncoder(forKey key: Key) -> any Encoder {
            NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath)
        }
    }

    private struct ArrayContainer: UnkeyedEncodingContainer {
        let node: Node
        let codingPath: [any CodingKey]
        var count: Int { node.count }

        mutating func encodeNil() { _ = node.member() }
        mutating func encode(_ value: some Encodable) throws { try node.member().write(value) }
        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) -> KeyedEncodingContainer<Nested> {
            NodeEncoder(node: node.member(), codingPath: codingPath).container(keyedBy: type)
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            NodeEncoder(node: node.member(), codingPath: codingPath).unkeyedContainer()
        }
        mutating func superEncoder() -> any Encoder { NodeEncoder(node: node.member(), codingPath: codingPath) }
    }

    private struct ScalarContainer: SingleValueEncodingContainer {
        let node: Node
        let codingPath: [any CodingKey]

        mutating func encodeNil() {}
        mutating func encode(_ value: some Encodable) throws { try node.write(value) }
    }
}
