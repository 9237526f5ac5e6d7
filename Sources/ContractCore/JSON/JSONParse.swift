/// One pass over the bytes of a JSON text; nesting is kept in a list of its own, not on the call stack.
struct JSONParse {
    private var scanner: JSONScanner
    private let limits: JSONReader.Limits
    private var nodes: [JSONTape.Node] = []
    private var decoded: [String] = []
    /// What is open around the innermost container, the text as a whole first.
    private var open: [Container] = []
    /// The names so far of those open objects that have too many to be looked through, with the nodes of the objects.
    private var names: [(object: Int, names: Set<ScalarText>)] = []
    private var duplicates: DuplicateNames

    /// Deeper than most texts are nested.
    private static let usualDepth = 8

    /// An array or object whose end has not been reached.
    private struct Container {
        let isObject: Bool
        /// Its own node, and that of the name whose value is being read.
        let node: Int
        var name = 0
        /// The values so far, the one being read included.
        var count = 1
        /// A bit for each name so far: one whose bit is not set is new.
        var marks: UInt64 = 0

        /// Stands for the text as a whole.
        static let text = Container(isObject: false, node: -1)
    }

    /// What comes next in the text.
    private enum Next {
        case value, name, end
    }

    init(bytes: [UInt8], limits: JSONReader.Limits) {
        scanner = JSONScanner(bytes: bytes, replacesLoneSurrogates: limits.replacesLoneSurrogates)
        self.limits = limits
        duplicates = DuplicateNames(limit: limits.duplicates)
        // Short values with a name each are the rule.
        nodes.reserveCapacity(min(bytes.count / 8, limits.values) + 1)
        open.reserveCapacity(Self.usualDepth)
    }

    mutating func document() throws(JSONReadError) -> JSONDocument {
        try checkStart()
        let count = try readAll()
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

    /// Reads the value of the text and all that it holds; how many values that are.
    ///
    /// Place, nodes and the innermost container are variables of this function, in which all that is common is inlined.
    /// The scanner is told of the place for what is rare: strings with escapes or more than ASCII, and errors.
    private mutating func readAll() throws(JSONReadError) -> Int {
        let bytes = scanner.bytes
        let text = bytes.span
        var (place, count) = (0, 0)
        var nodes = nodes
        self.nodes = []
        var top = Container.text
        var next = Next.value
        while next != .end {
            if next == .name { try readName(text, &place, in: &top, &nodes) }
            count += 1
            // No `??`: its right side cannot tell which error it throws.
            if let inside = try readValue(text, number: count, &place, in: &top, &nodes) {
                next = inside
            } else {
                next = try goOn(text, &place, in: &top, &nodes)
            }
        }
        scanner.position = place
        self.nodes = nodes
        return count
    }

    /// Reads a value from its first byte, or from white space in front; what comes next if it opens a container with content.
    @inline(__always)
    private mutating func readValue(
        _ text: Span<UInt8>, number: Int, _ place: inout Int, in top: inout Container, _ nodes: inout [JSONTape.Node]
    ) throws(JSONReadError) -> Next? {
        JSONScanner.skipWhiteSpace(in: text, &place)
        guard number <= limits.values else {
            throw scanner.error(.tooMany, "the text holds more than \(limits.values) values", at: place)
        }
        switch place < text.count ? text[place] : 0 {
        case 0x22: try readString(text, &place, &nodes)
        case 0x5B: return try enter(.array, end: 0x5D, text, &place, &top, &nodes) ? .value : nil
        case 0x7B: return try enter(.object, end: 0x7D, text, &place, &top, &nodes) ? .name : nil
        case 0x2D, 0x30...0x39:
            scanner.position = place
            try scanner.readNumber()
            Self.add(.number, at: place, size: scanner.position - place, &nodes)
            place = scanner.position
        default:
            scanner.position = place
            Self.add(try scanner.readLiteral(), at: place, &nodes)
            place = scanner.position
        }
        return nil
    }

    /// Goes into a container; false when it ends at once.
    @inline(__always)
    private mutating func enter(
        _ kind: JSONTape.Kind, end: UInt8, _ text: Span<UInt8>, _ place: inout Int, _ top: inout Container,
        _ nodes: inout [JSONTape.Node]
    ) throws(JSONReadError) -> Bool {
        guard open.count < limits.depth else {
            throw scanner.error(.tooDeep, "arrays and objects are nested deeper than \(limits.depth)", at: place)
        }
        Self.add(kind, at: place, &nodes)
        place += 1
        JSONScanner.skipWhiteSpace(in: text, &place)
        if place < text.count, text[place] == end {
            place += 1
            return false
        }
        open.append(top)
        top = Container(isObject: kind == .object, node: nodes.count - 1)
        return true
    }

    /// Goes on behind a value, out of all containers that end here.
    @inline(__always)
    private mutating func goOn(
        _ text: Span<UInt8>, _ place: inout Int, in top: inout Container, _ nodes: inout [JSONTape.Node]
    ) throws(JSONReadError) -> Next {
        while let outer = open.last {
            JSONScanner.skipWhiteSpace(in: text, &place)
            let byte = place < text.count ? text[place] : 0
            if byte == 0x2C {
                place += 1
                top.count += 1
                return top.isObject ? .name : .value
            }
            guard byte == (top.isObject ? 0x7D : 0x5D) else {
                throw unexpected(
                    top.isObject ? "',' or '}' behind a member" : "',' or ']' behind an element", at: place)
            }
            place += 1
            nodes[top.node].size = UInt32(top.count)
            nodes[top.node].next = UInt32(nodes.count)
            if names.last?.object == top.node { names.removeLast() }
            top = outer
            open.removeLast()
        }
        return .end
    }

    /// Reads a name of the innermost object, and the colon behind it.
    @inline(__always)
    private mutating func readName(
        _ text: Span<UInt8>, _ place: inout Int, in object: inout Container, _ nodes: inout [JSONTape.Node]
    ) throws(JSONReadError) {
        JSONScanner.skipWhiteSpace(in: text, &place)
        guard place < text.count, text[place] == 0x22 else {
            throw unexpected(
                object.count == 1 ? "a name in double quotes or '}'" : "a name in double quotes behind ','",
                at: place)
        }
        object.name = nodes.count
        try readString(text, &place, &nodes)
        let mark = Self.mark(of: nodes[nodes.count - 1], text)
        let isNew = object.marks & mark == 0 && object.count <= JSONObject.linearLimit
        if !isNew, isNameRepeated(in: object, nodes) { noteRepetition(nodes) }
        object.marks |= mark
        JSONScanner.skipWhiteSpace(in: text, &place)
        guard place < text.count, text[place] == 0x3A else { throw unexpected("':' behind a name", at: place) }
        place += 1
    }

    /// Reads a string from its opening quote.
    @inline(__always)
    private mutating func readString(
        _ text: Span<UInt8>, _ place: inout Int, _ nodes: inout [JSONTape.Node]
    ) throws(JSONReadError) {
        let start = place + 1
        let end = PlainText.end(in: text, from: start)
        if end < text.count, text[end] == 0x22 {
            Self.add(.plain, at: start, size: end - start, &nodes)
            place = end + 1
            return
        }
        scanner.position = place
        if let string = try scanner.readString() {
            Self.add(.escaped, at: start, size: decoded.count, &nodes)
            decoded.append(string)
        } else {
            Self.add(.plain, at: start, size: scanner.position - 1 - start, &nodes)
        }
        place = scanner.position
    }

    /// A text has at most `UInt32.max` bytes, which was checked at the start, and no more values.
    @inline(__always)
    private static func add(_ kind: JSONTape.Kind, at offset: Int, size: Int = 0, _ nodes: inout [JSONTape.Node]) {
        nodes.append(
            JSONTape.Node(
                kind: kind, offset: UInt32(truncatingIfNeeded: offset), size: UInt32(truncatingIfNeeded: size),
                next: UInt32(truncatingIfNeeded: nodes.count + 1)))
    }

    private mutating func unexpected(_ expected: String, at place: Int) -> JSONReadError {
        scanner.position = place
        return scanner.unexpected(expected)
    }
}

// MARK: - Names

extension JSONParse {
    /// The bit of a name, by its length, its first and its last byte; all bits for one with escapes.
    @inline(__always)
    private static func mark(of name: JSONTape.Node, _ text: Span<UInt8>) -> UInt64 {
        guard name.kind == .plain else { return .max }
        let (start, size) = (Int(name.offset), Int(name.size))
        guard size > 0 else { return 1 }
        return 1 << UInt64((size &* 7 &+ Int(text[start]) &+ Int(text[start + size - 1]) &* 3) & 63)
    }

    /// Whether the last node is a name that stands in its object already.
    private mutating func isNameRepeated(in object: Container, _ nodes: [JSONTape.Node]) -> Bool {
        guard object.count <= JSONObject.linearLimit else { return isAmongMany(in: object, nodes) }
        let last = nodes[nodes.count - 1]
        var name = object.node + 1
        for _ in 1..<object.count {
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
    private mutating func isAmongMany(in object: Container, _ nodes: [JSONTape.Node]) -> Bool {
        if names.last?.object != object.node {
            names.append((object.node, []))
            var name = object.node + 1
            for _ in 1..<object.count {
                names[names.count - 1].names.insert(ScalarText(text(of: nodes[name])))
                name = Int(nodes[name + 1].next)
            }
        }
        return !names[names.count - 1].names.insert(ScalarText(text(of: nodes[nodes.count - 1]))).inserted
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

    /// Notes that the last node is a name that stands in the innermost object already.
    private mutating func noteRepetition(_ nodes: [JSONTape.Node]) {
        let node = nodes[nodes.count - 1]
        duplicates.record(
            text(of: node), at: Int(node.offset) - 1, in: open.dropFirst().map { step(of: $0, nodes) })
    }

    /// The way from a container to what is being read in it.
    private func step(of container: Container, _ nodes: [JSONTape.Node]) -> NormalizedPath.Step {
        container.isObject ? .name(text(of: nodes[container.name])) : .index(container.count - 1)
    }
}
