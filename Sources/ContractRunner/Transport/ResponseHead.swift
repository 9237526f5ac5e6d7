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
    private(set) var headers: [HeaderLine] = []
    private var place = Place.statusLine
    /// More field lines than most responses have.
    private static let usualFields = 16

    /// Whether the empty line behind the final head was read.
    var isComplete: Bool { place == .complete }
    /// Whether a status line was read.
    var hasStarted: Bool { place != .statusLine }

    /// Takes the next line, line break included.
    mutating func take(_ line: Span<UInt8>) {
        var end = line.count
        if end > 0, line[end - 1] == 0x0A { end -= 1 }
        if end > 0, line[end - 1] == 0x0D { end -= 1 }
        switch place {
        case .statusLine: takeStatusLine(line.extracting(0..<end))
        case .fields where end == 0: endHead()
        case .fields: takeField(line.extracting(0..<end))
        case .complete: break
        }
    }

    private mutating func takeStatusLine(_ line: Span<UInt8>) {
        place = .fields
        headers.reserveCapacity(Self.usualFields)
        let versionEnd = line.place(of: 0x20, from: 0)
        let codeStart = min(versionEnd + 1, line.count)
        let codeEnd = line.place(of: 0x20, from: codeStart)
        let slash = line.extracting(0..<versionEnd).place(of: 0x2F, from: 0)
        version = Self.text(line.extracting(min(slash + 1, versionEnd)..<versionEnd))
        reason = Self.text(line.extracting(min(codeEnd + 1, line.count)..<line.count))
        status = Self.code(line.extracting(codeStart..<codeEnd))
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

    private mutating func takeField(_ line: Span<UInt8>) {
        if line[0] == 0x20 || line[0] == 0x09, let last = headers.indices.last {
            let more = Self.text(line.extracting(Self.trimmed(line)))
            // In place: a flood of such lines would make a copy for each of them quadratic.
            if !headers[last].value.isEmpty, !more.isEmpty { headers[last].value += " " }
            headers[last].value += more
            return
        }
        let colon = line.place(of: 0x3A, from: 0)
        let value = Self.trimmed(line, from: min(colon + 1, line.count))
        headers.append(
            HeaderLine(name: Self.text(line.extracting(0..<colon)), value: Self.text(line.extracting(value))))
    }

    private mutating func endHead() {
        if let status, (100..<200).contains(status), status != 101 {
            self = ResponseHead()
        } else {
            place = .complete
        }
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
