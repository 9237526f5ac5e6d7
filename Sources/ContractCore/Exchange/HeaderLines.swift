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
public struct HeaderLines: Sendable, Hashable, Codable, ExpressibleByDictionaryLiteral {
    /// The lines, first sent first.
    public var lines: [HeaderLine]

    /// Makes a list of lines, empty unless told otherwise.
    public init(_ lines: [HeaderLine] = []) {
        self.lines = lines
    }

    /// Makes a list of lines in the order of the literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { HeaderLine(name: $0.0, value: $0.1) }
    }

    /// The first value of a name, compared without regard to ASCII letter case (RFC 9110, section 5.1).
    public subscript(_ name: String) -> String? {
        for place in lines.indices where Self.sameName(lines[place].name, name) { return lines[place].value }
        return nil
    }

    /// All values of a name in the order of their lines.
    public func values(of name: String) -> [String] {
        var values: [String] = []
        for place in lines.indices where Self.sameName(lines[place].name, name) { values.append(lines[place].value) }
        return values
    }

    /// Adds a line behind the others.
    public mutating func append(_ name: String, _ value: String) {
        lines.append(HeaderLine(name: name, value: value))
    }

    /// Replaces the first line of that name, removes its repetitions, or adds a line when there is none.
    public mutating func set(_ name: String, _ value: String) {
        guard let index = lines.firstIndex(where: { Self.sameName($0.name, name) }) else {
            return append(name, value)
        }
        lines[index].value = value
        var position = 0
        lines.removeAll { line in
            defer { position += 1 }
            return position > index && Self.sameName(line.name, name)
        }
    }

    /// Removes every line of a name.
    public mutating func remove(_ name: String) {
        lines.removeAll { Self.sameName($0.name, name) }
    }

    /// Whether two field names are the same name, without regard to ASCII letter case.
    public static func sameName(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.utf8.span, right.utf8.span)
        guard left.count == right.count else { return false }
        for place in left.indices where lowered(left[place]) != lowered(right[place]) { return false }
        return true
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
