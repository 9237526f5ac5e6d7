/// One header field line as it stood on the wire.
///
/// The bytes of name and value are kept faithfully: text that is valid UTF-8 is read as UTF-8, any other text as
/// ISO-8859-1 (RFC 9110, section 5.5, allows obsolete text), in which every byte is one character.
public struct HeaderLine: Sendable, Hashable, Codable {
    /// The field name in the letter case in which it was sent.
    public var name: String
    /// The field value without the white space around it.
    public var value: String

    /// Makes a line of a name and a value, both taken as they are.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Header field lines in the order in which they stood on the wire, repeated names included.
public struct HeaderLines: Sendable {
    /// Where the lines are.
    private enum Storage: Sendable {
        case made([HeaderLine])
        /// Still in the bytes that came.
        case received(ReceivedFields)
    }

    private var storage: Storage

    /// Makes a list of lines, empty unless told otherwise.
    public init(_ lines: [HeaderLine] = []) {
        storage = .made(lines)
    }

    /// Takes lines as they came.
    public init(_ received: ReceivedFields) {
        storage = .received(received)
    }

    /// The lines, first sent first.
    public var lines: [HeaderLine] {
        get {
            switch storage {
            case .made(let lines): lines
            case .received(let fields): fields.lines
            }
        }
        set { storage = .made(newValue) }
    }

    /// The first value of a name, compared without regard to ASCII letter case (RFC 9110, section 5.1).
    public subscript(_ name: String) -> String? {
        switch storage {
        case .made(let lines):
            for place in lines.indices where Self.sameName(lines[place].name, name) { return lines[place].value }
            return nil
        case .received(let fields): return fields.value(of: name)
        }
    }

    /// All values of a name in the order of their lines.
    public func values(of name: String) -> [String] {
        switch storage {
        case .made(let lines):
            var values: [String] = []
            for place in lines.indices where Self.sameName(lines[place].name, name) {
                values.append(lines[place].value)
            }
            return values
        case .received(let fields): return fields.values(of: name)
        }
    }

    /// Adds a line behind the others.
    public mutating func append(_ name: String, _ value: String) {
        change { $0.append(HeaderLine(name: name, value: value)) }
    }

    /// Replaces the first line of that name, removes its repetitions, or adds a line when there is none.
    public mutating func set(_ name: String, _ value: String) {
        change { lines in
            guard let index = lines.firstIndex(where: { Self.sameName($0.name, name) }) else {
                return lines.append(HeaderLine(name: name, value: value))
            }
            lines[index].value = value
            var position = 0
            lines.removeAll { line in
                defer { position += 1 }
                return position > index && Self.sameName(line.name, name)
            }
        }
    }

    /// Removes every line of a name.
    public mutating func remove(_ name: String) {
        change { lines in lines.removeAll { Self.sameName($0.name, name) } }
    }

    /// Changes the lines, which are taken out meanwhile so that they are not copied.
    private mutating func change(_ body: (inout [HeaderLine]) -> Void) {
        var lines = lines
        storage = .made([])
        body(&lines)
        storage = .made(lines)
    }

    /// Whether two field names are the same name, without regard to ASCII letter case.
    public static func sameName(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return sameName(left.utf8.span, right.utf8.span)
    }

    static func sameName(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for place in left.indices where lowered(left[place]) != lowered(right[place]) { return false }
        return true
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

extension HeaderLines: Hashable, Codable, ExpressibleByDictionaryLiteral {
    private enum CodingKeys: String, CodingKey {
        case lines
    }

    /// Makes a list of lines in the order of the literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { HeaderLine(name: $0.0, value: $0.1) })
    }

    /// Reads an object with the member `lines`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try members.decode([HeaderLine].self, forKey: .lines))
    }

    /// Writes an object with the member `lines`.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(lines, forKey: .lines)
    }

    /// Compares the lines, wherever they are.
    public static func == (left: HeaderLines, right: HeaderLines) -> Bool { left.lines == right.lines }

    /// Feeds the lines.
    public func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}
