/// Header field lines in the bytes in which they came; texts are made of the few lines that somebody reads.
public struct ReceivedFields: Sendable {
    /// Where the parts of one line stand among the bytes.
    public struct Field: Sendable {
        /// The bytes of the name.
        public var name: Range<Int>
        /// The bytes of the value, without the white space around it.
        public var value: Range<Int>

        /// Makes a line of the places of its parts.
        public init(name: Range<Int>, value: Range<Int>) {
            self.name = name
            self.value = value
        }
    }

    /// UTF-8 text with all names and values in it.
    public var bytes: [UInt8]
    /// The lines, first sent first.
    public var fields: [Field]

    /// Makes a list of lines, empty unless told otherwise.
    public init(bytes: [UInt8] = [], fields: [Field] = []) {
        self.bytes = bytes
        self.fields = fields
    }

    /// The lines as texts.
    var lines: [HeaderLine] {
        fields.map { HeaderLine(name: text($0.name), value: text($0.value)) }
    }

    /// The first value of a name, compared without regard to ASCII letter case.
    func value(of name: String) -> String? {
        for place in fields.indices where isName(fields[place].name, name) { return text(fields[place].value) }
        return nil
    }

    /// All values of a name in the order of their lines.
    public func values(of name: String) -> [String] {
        var values: [String] = []
        for place in fields.indices where isName(fields[place].name, name) { values.append(text(fields[place].value)) }
        return values
    }

    /// The last value of a name, and how many lines there are of it.
    public func last(_ name: String) -> (value: String?, count: Int) {
        var (last, count) = (0, 0)
        for place in fields.indices where isName(fields[place].name, name) { (last, count) = (place, count + 1) }
        return (count > 0 ? text(fields[last].value) : nil, count)
    }

    private func isName(_ range: Range<Int>, _ name: String) -> Bool {
        // Most names differ in their length.
        guard range.count == name.utf8.count else { return false }
        return HeaderLines.sameName(bytes.span.extracting(range), name.utf8.span)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
