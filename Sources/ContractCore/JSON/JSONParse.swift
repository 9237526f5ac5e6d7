/// One pass over the bytes of a JSON text; nesting is kept in a list of its own, not on the call stack.
struct JSONParse {
    var scanner: JSONScanner
    private let limits: JSONReader.Limits
    private var open: [Container] = []
    private var duplicates: DuplicateNames
    private var count = 0

    /// An array or object whose end has not been reached.
    private struct Container {
        let isObject: Bool
        /// The elements so far of an array.
        var elements: [JSONValue] = []
        /// The members so far of an object, the name whose value is being read, and where that name starts.
        var object = JSONObject()
        var name = ""
        var nameOffset = 0

        var step: NormalizedPath.Step {
            isObject ? .name(name) : .index(elements.count)
        }
    }

    init(bytes: [UInt8], limits: JSONReader.Limits) {
        scanner = JSONScanner(bytes: bytes, replacesLoneSurrogates: limits.replacesLoneSurrogates)
        self.limits = limits
        duplicates = DuplicateNames(limit: limits.duplicates)
    }

    mutating func document() throws(JSONReadError) -> JSONDocument {
        try checkStart()
        var value = try openValue()
        while true {
            guard let complete = value else {
                value = try openValue()
                continue
            }
            guard !open.isEmpty else {
                try checkEnd()
                return JSONDocument(
                    value: complete, duplicates: duplicates.located(in: scanner.bytes),
                    duplicateCount: duplicates.count, valueCount: count)
            }
            attach(complete)
            value = try nextInContainer()
        }
    }

    private mutating func checkStart() throws(JSONReadError) {
        guard scanner.bytes.count <= limits.bytes else {
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

    /// Reads a value from its first byte; nil when it opens a container that has content.
    private mutating func openValue() throws(JSONReadError) -> JSONValue? {
        count += 1
        guard count <= limits.values else {
            throw scanner.error(.tooMany, "the text holds more than \(limits.values) values")
        }
        switch scanner.peek {
        case 0x5B:  // [
            try enter()
            scanner.skipWhiteSpace()
            if scanner.take(0x5D) { return .array([]) }
            open.append(Container(isObject: false))
            return nil
        case 0x7B:  // {
            try enter()
            scanner.skipWhiteSpace()
            if scanner.take(0x7D) { return .object(JSONObject()) }
            let offset = scanner.position
            let name = try readName("a name in double quotes or '}'")
            open.append(Container(isObject: true, name: name, nameOffset: offset))
            return nil
        case 0x22: return .string(try scanner.readString())
        case .some(0x2D), .some(0x30...0x39): return .number(try scanner.readNumber())
        default: return try scanner.readLiteral()
        }
    }

    private mutating func enter() throws(JSONReadError) {
        guard open.count < limits.depth else {
            throw scanner.error(.tooDeep, "arrays and objects are nested deeper than \(limits.depth)")
        }
        scanner.position += 1
    }

    /// Reads a name and the colon behind it, up to the first byte of the value.
    private mutating func readName(_ expected: String) throws(JSONReadError) -> String {
        guard scanner.peek == 0x22 else { throw scanner.unexpected(expected) }
        let name = try scanner.readString()
        scanner.skipWhiteSpace()
        guard scanner.take(0x3A) else { throw scanner.unexpected("':' behind a name") }
        scanner.skipWhiteSpace()
        return name
    }

    /// Adds a value to the innermost container.
    private mutating func attach(_ value: JSONValue) {
        let top = open.count - 1
        guard open[top].isObject else { return open[top].elements.append(value) }
        if open[top].object.append(open[top].name, value) {
            duplicates.record(open[top].name, at: open[top].nameOffset, in: open[..<top].lazy.map(\.step))
        }
    }

    /// Goes on behind a value in a container: to the next value, or to the container that ends here.
    private mutating func nextInContainer() throws(JSONReadError) -> JSONValue? {
        scanner.skipWhiteSpace()
        let top = open.count - 1
        if open[top].isObject {
            if scanner.take(0x2C) {
                scanner.skipWhiteSpace()
                open[top].nameOffset = scanner.position
                open[top].name = try readName("a name in double quotes behind ','")
                return nil
            }
            guard scanner.take(0x7D) else { throw scanner.unexpected("',' or '}' behind a member") }
            return .object(open.removeLast().object)
        }
        if scanner.take(0x2C) {
            scanner.skipWhiteSpace()
            return nil
        }
        guard scanner.take(0x5D) else { throw scanner.unexpected("',' or ']' behind an element") }
        return .array(open.removeLast().elements)
    }
}
