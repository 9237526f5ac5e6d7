/// One pass over the bytes of a JSON text; nesting is kept in a list of its own, not on the call stack.
struct JSONParse {
    private var scanner: JSONScanner
    private let limits: JSONReader.Limits
    private var nodes: [JSONTape.Node] = []
    private var decoded: [String] = []
    private var open: [Container] = []
    private var duplicates: DuplicateNames
    private var count = 0

    /// An array or object whose end has not been reached.
    private struct Container {
        let isObject: Bool
        /// Its own node, and that of the name whose value is being read.
        let node: Int
        var name = 0
        /// The values so far, the one being read included.
        var count = 1
        /// The names so far, once they are too many to be looked through.
        var names: Set<ScalarText> = []
    }

    init(bytes: [UInt8], limits: JSONReader.Limits) {
        scanner = JSONScanner(bytes: bytes, replacesLoneSurrogates: limits.replacesLoneSurrogates)
        self.limits = limits
        duplicates = DuplicateNames(limit: limits.duplicates)
        // Short values with a name each are the rule.
        nodes.reserveCapacity(min(bytes.count / 8, limits.values) + 1)
    }

    mutating func document() throws(JSONReadError) -> JSONDocument {
        try checkStart()
        repeat {
            if try openValue() { continue }
            while !open.isEmpty, try !goOn() {}
        } while !open.isEmpty
        try checkEnd()
        let tape = JSONTape(bytes: scanner.bytes, nodes: nodes, decoded: decoded)
        return JSONDocument(
            value: tape.value(at: 0), duplicates: duplicates.located(in: scanner.bytes),
            duplicateCount: duplicates.count, valueCount: count)
    }

    private func checkStart() throws(JSONReadError) {
        var scanner = scanner
        guard scanner.bytes.count <= min(limits.bytes, Int(UInt32.max)) else {
            throw scanner.error(
                .tooLarge, "the text has \(scanner.bytes.count) bytes, the limit is \(limits.bytes)", at: 0)
        }
        if scanner.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw scanner.error(.byteOrderMark, "byte order mark (EF BB BF) in front of the JSON text", at: 0)
        }
        if scanner.bytes.starts(with: [0xFE, 0xFF]) || scanner.bytes.starts(with: [0xFF, 0xFE]) {
            throw scanner.error(.byteOrderMark, "byte order mark of UTF-16 or UTF-32, expected UTF-8", at: 0)
        }
        scanner.skipWhiteSpace()
        if scanner.peek == nil { throw scanner.error(.empty, "nothing but white space, expected a value") }
    }

    private mutating func checkEnd() throws(JSONReadError) {
        scanner.skipWhiteSpace()
        guard scanner.peek != nil else { return }
        throw scanner.unexpected("the end of the text", kind: .trailingContent)
    }

    /// Reads a value from its first byte, or from white space in front; tells whether it opens a container with content.
    private mutating func openValue() throws(JSONReadError) -> Bool {
        scanner.skipWhiteSpace()
        count += 1
        guard count <= limits.values else {
            throw scanner.error(.tooMany, "the text holds more than \(limits.values) values")
        }
        switch scanner.peek {
        case 0x5B:  // [
            return try enter(.array, end: 0x5D)
        case 0x7B:  // {
            guard try enter(.object, end: 0x7D) else { return false }
            try readName("a name in double quotes or '}'")
            return true
        case 0x22:
            try readString()
        case .some(0x2D), .some(0x30...0x39):
            let start = scanner.position
            try scanner.readNumber()
            add(.number, at: start, size: scanner.position - start)
        default:
            let start = scanner.position
            add(try scanner.readLiteral(), at: start)
        }
        return false
    }

    private mutating func add(_ kind: JSONTape.Kind, at offset: Int, size: Int = 0) {
        nodes.append(
            JSONTape.Node(
                kind: kind, offset: UInt32(offset), size: UInt32(size), next: UInt32(nodes.count + 1)))
    }

    /// Goes into a container; false when it ends at once.
    private mutating func enter(_ kind: JSONTape.Kind, end: UInt8) throws(JSONReadError) -> Bool {
        guard open.count < limits.depth else {
            throw scanner.error(.tooDeep, "arrays and objects are nested deeper than \(limits.depth)")
        }
        add(kind, at: scanner.position)
        scanner.position += 1
        scanner.skipWhiteSpace()
        if scanner.take(end) { return false }
        open.append(Container(isObject: kind == .object, node: nodes.count - 1))
        return true
    }

    private mutating func readString() throws(JSONReadError) {
        let start = scanner.position + 1
        if let text = try scanner.readString() {
            add(.escaped, at: start, size: decoded.count)
            decoded.append(text)
        } else {
            add(.plain, at: start, size: scanner.position - 1 - start)
        }
    }

    /// Reads a name of the innermost object, and the colon behind it.
    private mutating func readName(_ expected: String) throws(JSONReadError) {
        guard scanner.peek == 0x22 else { throw scanner.unexpected(expected) }
        let top = open.count - 1
        open[top].name = nodes.count
        try readString()
        if isNameRepeated(in: top) {
            noteRepetition(in: top)
        }
        scanner.skipWhiteSpace()
        guard scanner.take(0x3A) else { throw scanner.unexpected("':' behind a name") }
    }

    /// Goes on behind a value: true where another one follows in its container, false where the container ends.
    private mutating func goOn() throws(JSONReadError) -> Bool {
        scanner.skipWhiteSpace()
        let top = open.count - 1
        let isObject = open[top].isObject
        if scanner.take(0x2C) {
            open[top].count += 1
            if isObject {
                scanner.skipWhiteSpace()
                try readName("a name in double quotes behind ','")
            }
            return true
        }
        guard scanner.take(isObject ? 0x7D : 0x5D) else {
            throw scanner.unexpected(isObject ? "',' or '}' behind a member" : "',' or ']' behind an element")
        }
        let node = open[top].node
        nodes[node].size = UInt32(open[top].count)
        nodes[node].next = UInt32(nodes.count)
        open.removeLast()
        return false
    }
}

// MARK: - Names

extension JSONParse {
    /// Whether the last node is a name that stands in its object already.
    private mutating func isNameRepeated(in top: Int) -> Bool {
        let count = open[top].count
        guard count <= JSONObject.linearLimit else { return isAmongMany(in: top) }
        let last = nodes[nodes.count - 1]
        var name = open[top].node + 1
        for _ in 1..<count {
            // Most names differ in their length, and two that were escaped are rare.
            if last.kind == .plain, nodes[name].kind == .plain {
                if nodes[name].size == last.size, Self.isSame(nodes[name], last, scanner.bytes) { return true }
            } else if text(of: nodes[name]).hasSameScalars(as: text(of: last)) {
                return true
            }
            name = Int(nodes[name + 1].next)
        }
        return false
    }

    /// The same for an object whose names are too many to be looked through.
    private mutating func isAmongMany(in top: Int) -> Bool {
        if open[top].names.isEmpty {
            var name = open[top].node + 1
            for _ in 1..<open[top].count {
                open[top].names.insert(ScalarText(text(of: nodes[name])))
                name = Int(nodes[name + 1].next)
            }
        }
        return !open[top].names.insert(ScalarText(text(of: nodes[nodes.count - 1]))).inserted
    }

    /// Whether two names of equal length without escapes are the same; many that are not differ in their last byte.
    private static func isSame(_ left: JSONTape.Node, _ right: JSONTape.Node, _ bytes: [UInt8]) -> Bool {
        var (one, other) = (Int(left.offset), Int(right.offset))
        let end = one + Int(left.size)
        guard end > one, bytes[end - 1] == bytes[other + Int(right.size) - 1] else { return end == one }
        while one < end {
            guard bytes[one] == bytes[other] else { return false }
            one += 1
            other += 1
        }
        return true
    }

    private func text(of node: JSONTape.Node) -> String {
        guard node.kind != .escaped else { return decoded[Int(node.size)] }
        return String(decoding: scanner.bytes[JSONTape.range(of: node)], as: UTF8.self)
    }

    private mutating func noteRepetition(in top: Int) {
        let node = nodes[nodes.count - 1]
        duplicates.record(text(of: node), at: Int(node.offset) - 1, in: open[..<top].map { step(of: $0) })
    }

    /// The way from a container to what is being read in it.
    private func step(of container: Container) -> NormalizedPath.Step {
        container.isObject ? .name(text(of: nodes[container.name])) : .index(container.count - 1)
    }
}
