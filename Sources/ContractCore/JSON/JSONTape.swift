/// Where each value of a JSON text stands, so that a value is made only when somebody asks for it.
///
/// The text has been read once, and holds what RFC 8259 demands. One node a value and one a name, in document order: a
/// name stands in front of its value, a container in front of what it holds.
final class JSONTape: Sendable {
    /// What a node stands for.
    enum Kind: UInt8 {
        case null, no, yes, number
        /// A string or name without escapes, and one with them.
        case plain, escaped
        case array, object
    }

    /// One value or name.
    struct Node {
        let kind: Kind
        /// Where its text starts in the bytes, behind the quote of a string.
        let offset: UInt32
        /// The bytes of its text without quotes, the place among the decoded texts, or how many values a container has.
        var size: UInt32 = 0
        /// The node behind it and all that it holds.
        var next: UInt32
    }

    private let bytes: [UInt8]
    private let nodes: [Node]
    /// The texts of strings with escapes.
    private let decoded: [String]

    init(bytes: [UInt8], nodes: [Node], decoded: [String]) {
        self.bytes = bytes
        self.nodes = nodes
        self.decoded = decoded
    }

    /// The value of a node; what an object of few members holds is not made yet.
    func value(at place: Int) -> JSONValue {
        let node = nodes[place]
        switch node.kind {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .number: return .number(JSONNumber(checked: text(of: node)))
        case .plain, .escaped: return .string(text(of: node))
        case .array: return .array(elements(at: place))
        case .object: return .object(JSONObject(self, at: place))
        }
    }

    /// How many members the object at a node has.
    func count(at place: Int) -> Int {
        Int(nodes[place].size)
    }

    /// The members of the object at a node.
    func members(at place: Int) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(count(at: place))
        var name = place + 1
        for _ in 0..<count(at: place) {
            members.append(JSONObject.Member(name: text(of: nodes[name]), value: value(at: name + 1)))
            name = Int(nodes[name + 1].next)
        }
        return members
    }

    /// The first value of that name in the object at a node.
    func value(named wanted: String, at place: Int) -> JSONValue? {
        var name = place + 1
        for _ in 0..<count(at: place) {
            if isText(of: nodes[name], wanted) { return value(at: name + 1) }
            name = Int(nodes[name + 1].next)
        }
        return nil
    }

    private func elements(at place: Int) -> [JSONValue] {
        var elements: [JSONValue] = []
        elements.reserveCapacity(count(at: place))
        var element = place + 1
        for _ in 0..<count(at: place) {
            elements.append(value(at: element))
            element = Int(nodes[element].next)
        }
        return elements
    }

    private func text(of node: Node) -> String {
        guard node.kind != .escaped else { return decoded[Int(node.size)] }
        return String(decoding: bytes[Self.range(of: node)], as: UTF8.self)
    }

    private func isText(of node: Node, _ text: String) -> Bool {
        guard node.kind != .escaped else { return decoded[Int(node.size)].hasSameScalars(as: text) }
        guard text.utf8.count == Int(node.size) else { return false }
        let bytes = bytes
        return bytes.span.extracting(Self.range(of: node)).isSame(as: text.utf8.span)
    }

    /// The bytes of a number, or of a string or name without escapes.
    static func range(of node: Node) -> Range<Int> {
        Int(node.offset)..<Int(node.offset) + Int(node.size)
    }
}
