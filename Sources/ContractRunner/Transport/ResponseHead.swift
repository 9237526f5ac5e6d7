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
    mutating func take(_ line: some BidirectionalCollection<UInt8>) {
        var line = line[...]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        switch place {
        case .statusLine: takeStatusLine(Array(line))
        case .fields where line.isEmpty: endHead()
        case .fields: takeField(line)
        case .complete: break
        }
    }

    private mutating func takeStatusLine(_ line: [UInt8]) {
        place = .fields
        headers.reserveCapacity(Self.usualFields)
        let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        version = Self.text(parts[0].drop { $0 != 0x2F }.dropFirst())
        reason = parts.count > 2 ? Self.text(parts[2]) : ""
        status = nil
        if parts.count > 1, parts[1].count == 3, parts[1].allSatisfy({ (0x30...0x39).contains($0) }) {
            let code = parts[1].reduce(0) { $0 * 10 + Int($1 - 0x30) }
            status = code >= 100 ? code : nil
        }
    }

    private mutating func takeField<Line: BidirectionalCollection<UInt8>>(_ line: Line)
    where Line.SubSequence == Line {
        if line.first == 0x20 || line.first == 0x09, let last = headers.indices.last {
            let more = Self.text(Self.trimmed(line))
            // In place: a flood of such lines would make a copy for each of them quadratic.
            if !headers[last].value.isEmpty, !more.isEmpty { headers[last].value += " " }
            headers[last].value += more
            return
        }
        let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
        headers.append(
            HeaderLine(name: Self.text(line[..<colon]), value: Self.text(Self.trimmed(line[colon...].dropFirst()))))
    }

    private mutating func endHead() {
        if let status, (100..<200).contains(status), status != 101 {
            self = ResponseHead()
        } else {
            place = .complete
        }
    }

    private static func trimmed<Line: BidirectionalCollection<UInt8>>(_ bytes: Line) -> Line
    where Line.SubSequence == Line {
        var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
        return bytes
    }

    /// Bytes read as UTF-8 when they are valid UTF-8, else as ISO-8859-1.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return text
    }
}
