import ContractCore

/// The head of the final response, built from the lines that libcurl passes on one by one.
///
/// Informational heads (1xx) are read and forgotten; only 101 is final, since nothing of HTTP follows it. Lines behind
/// the final head are trailers and are not taken. A folded line (RFC 9112, section 5.2) continues the value before it
/// with one space between. Lines without a colon do not get here: libcurl refuses them.
struct ResponseHead: Sendable {
    private enum Place { case statusLine, fields, complete }

    /// The HTTP version, as the status line gives it behind "HTTP/".
    private(set) var version = ""
    /// The status code, or nil when the status line has no three digits in the right place.
    private(set) var status: Int?
    /// The text behind the status code.
    private(set) var reason = ""
    /// The field lines so far.
    private(set) var fields = ReceivedFields()
    private var place = Place.statusLine
    /// More field lines than most responses have, and more bytes in them.
    private static let usual = (fields: 16, bytes: 512)

    /// Whether the empty line behind the final head was read.
    var isComplete: Bool { place == .complete }
    /// Whether a status line was read.
    var hasStarted: Bool { place != .statusLine }

    /// Takes the next line, line break included.
    mutating func take(_ line: some RandomAccessCollection<UInt8>) {
        switch place {
        case .statusLine: takeStatusLine(line)
        case .fields: takeField(line)
        case .complete: break
        }
    }

    private mutating func takeStatusLine(_ line: some RandomAccessCollection<UInt8>) {
        place = .fields
        fields.bytes.reserveCapacity(Self.usual.bytes)
        fields.fields.reserveCapacity(Self.usual.fields)
        fields.bytes.append(contentsOf: line)
        (version, status, reason) = Self.parts(ofStatusLine: fields.bytes)
        fields.bytes.removeAll(keepingCapacity: true)
    }

    private static func parts(ofStatusLine bytes: [UInt8]) -> (version: String, status: Int?, reason: String) {
        let line = bytes.span.extracting(0..<end(of: bytes, from: 0))
        let versionEnd = line.place(of: 0x20, from: 0)
        let codeStart = min(versionEnd + 1, line.count)
        let codeEnd = line.place(of: 0x20, from: codeStart)
        let slash = line.extracting(0..<versionEnd).place(of: 0x2F, from: 0)
        return (
            text(line.extracting(min(slash + 1, versionEnd)..<versionEnd)), code(line.extracting(codeStart..<codeEnd)),
            text(line.extracting(min(codeEnd + 1, line.count)..<line.count))
        )
    }

    /// The number that three digits stand for, unless that is less than any status code.
    private static func code(_ digits: Span<UInt8>) -> Int? {
        guard digits.count == 3 else { return nil }
        var code = 0
        for place in digits.indices {
            guard (0x30...0x39).contains(digits[place]) else { return nil }
            code = code * 10 + Int(digits[place] - 0x30)
        }
        return code >= 100 ? code : nil
    }

    /// What a line among the fields is.
    private enum Line {
        /// A field as it stands among the bytes.
        case field(ReceivedFields.Field)
        /// A field that is no UTF-8, as texts.
        case texts(name: String, value: String)
        /// More of the value before.
        case more(String)
    }

    private mutating func takeField(_ line: some RandomAccessCollection<UInt8>) {
        let start = fields.bytes.count
        fields.bytes.append(contentsOf: line)
        let end = Self.end(of: fields.bytes, from: start)
        guard end > start else { return endHead() }
        switch Self.line(in: fields.bytes, at: start..<end, isFirst: fields.fields.isEmpty) {
        case .field(let field): fields.fields.append(field)
        case .texts(let name, let value): replace(from: start, name: name, value: value)
        case .more(let text): goOn(with: text)
        }
    }

    private static func line(in bytes: [UInt8], at place: Range<Int>, isFirst: Bool) -> Line {
        let line = bytes.span.extracting(place)
        if line[0] == 0x20 || line[0] == 0x09, !isFirst { return .more(text(line.extracting(trimmed(line)))) }
        let colon = line.place(of: 0x3A, from: 0)
        let value = trimmed(line, from: min(colon + 1, line.count))
        guard (try? UTF8Span(validating: line)) != nil else {
            return .texts(name: text(line.extracting(0..<colon)), value: text(line.extracting(value)))
        }
        let start = place.lowerBound
        return .field(
            ReceivedFields.Field(
                name: start..<start + colon, value: start + value.lowerBound..<start + value.upperBound))
    }

    /// Adds a text to the value of the last field.
    private mutating func goOn(with more: String) {
        let last = fields.fields.count - 1
        // In place: a flood of such lines would make a copy for each of them quadratic.
        fields.bytes.removeLast(fields.bytes.count - fields.fields[last].value.upperBound)
        if !fields.fields[last].value.isEmpty, !more.isEmpty { fields.bytes.append(0x20) }
        fields.bytes.append(contentsOf: more.utf8)
        fields.fields[last].value = fields.fields[last].value.lowerBound..<fields.bytes.count
    }

    /// Puts a field in the place of the bytes from there on.
    private mutating func replace(from start: Int, name: String, value: String) {
        fields.bytes.removeLast(fields.bytes.count - start)
        fields.bytes.append(contentsOf: name.utf8)
        let middle = fields.bytes.count
        fields.bytes.append(contentsOf: value.utf8)
        fields.fields.append(ReceivedFields.Field(name: start..<middle, value: middle..<fields.bytes.count))
    }

    private mutating func endHead() {
        if let status, (100..<200).contains(status), status != 101 {
            self = ResponseHead()
        } else {
            place = .complete
        }
    }

    /// Where the line that starts there ends, its line break left out.
    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        var end = bytes.count
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// Where the text of some bytes stands that has no blanks around it.
    private static func trimmed(_ bytes: Span<UInt8>, from first: Int = 0) -> Range<Int> {
        var (start, end) = (first, bytes.count)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    /// Bytes read as UTF-8 when they are valid UTF-8, else as ISO-8859-1.
    static func text(_ bytes: Span<UInt8>) -> String {
        if let text = try? UTF8Span(validating: bytes) { return String(copying: text) }
        var text = ""
        for place in bytes.indices { text.unicodeScalars.append(Unicode.Scalar(bytes[place])) }
        return text
    }
}

extension Span<UInt8> {
    /// Where a byte comes next; the end when it does not.
    fileprivate func place(of byte: UInt8, from start: Int) -> Int {
        var place = start
        while place < count, self[place] != byte { place += 1 }
        return place
    }
}
