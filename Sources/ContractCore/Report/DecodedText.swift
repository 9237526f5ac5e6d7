/// Text with one or two encodings undone, which still knows where each byte stood in the original.
///
/// Searching the decoded text finds a value however much of it was encoded: `a/b`, `a%2fb`, `a\/b`, `a&#47;b`.
struct DecodedText {
    /// An encoding that texts wear inside requests, responses and command lines.
    enum Coding: CaseIterable {
        /// Percent-encoding (RFC 3986, section 2.1).
        case percent
        /// Percent-encoding with `+` for a space, as HTML forms send it.
        case form
        /// Backslash escapes of JSON (RFC 8259, section 7) and of C-like strings.
        case escapes
        /// A POSIX shell's backslash before a character.
        case shell
        /// A POSIX shell's single quotes, closed for a quote and opened again.
        case quotes
        /// Character references of XML and HTML.
        case entities
    }

    /// The decoded bytes.
    let bytes: [UInt8]
    /// For each decoded byte the original range it came from; nil when nothing was decoded.
    private let origins: [(start: Int, end: Int)]?

    /// Takes a text as it is.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        origins = nil
    }

    private init(bytes: [UInt8], origins: [(start: Int, end: Int)]) {
        self.bytes = bytes
        self.origins = origins
    }

    /// Calls back with the text itself, then with every text that comes of undoing up to `depth` codings that occur in it.
    static func forEachReading(of bytes: [UInt8], depth: Int = 2, _ body: (DecodedText) -> Void) {
        DecodedText(bytes).visit(depth, body)
    }

    private func visit(_ depth: Int, _ body: (DecodedText) -> Void) {
        body(self)
        guard depth > 0, TextMarks(in: bytes).hasCodings else { return }
        for coding in Coding.allCases { undoing(coding)?.visit(depth - 1, body) }
    }

    /// Whether this is the text as it is.
    var isPlain: Bool { origins == nil }

    /// Where a range of decoded bytes stood in the original text.
    func original(_ range: Range<Int>) -> Range<Int> {
        guard let origins, let last = range.last else { return range }
        return origins[range.lowerBound].start..<origins[last].end
    }

    /// The text with one coding undone, or nil when that coding does not occur.
    func undoing(_ coding: Coding) -> DecodedText? {
        guard bytes.contains(where: coding.isMark) else { return nil }
        var output: [UInt8] = []
        var places: [(start: Int, end: Int)] = []
        output.reserveCapacity(bytes.count)
        places.reserveCapacity(bytes.count)
        var changed = false
        var index = 0
        while index < bytes.count {
            var length = 1
            if coding.isMark(bytes[index]), let unit = coding.unit(in: bytes, at: index) {
                output += unit.bytes
                length = unit.length
                changed = true
            } else {
                output.append(bytes[index])
            }
            let place = original(index..<index + length)
            while places.count < output.count { places.append((place.lowerBound, place.upperBound)) }
            index += length
        }
        return changed ? DecodedText(bytes: output, origins: places) : nil
    }
}

extension DecodedText.Coding {
    /// What one encoded unit stands for, and how many bytes it takes.
    typealias Unit = (bytes: [UInt8], length: Int)

    /// Whether a byte can begin an encoded unit.
    func isMark(_ byte: UInt8) -> Bool {
        switch self {
        case .percent: byte == UInt8(ascii: "%")
        case .form: byte == UInt8(ascii: "%") || byte == UInt8(ascii: "+")
        case .escapes, .shell: byte == UInt8(ascii: "\\")
        case .quotes: byte == UInt8(ascii: "'")
        case .entities: byte == UInt8(ascii: "&")
        }
    }

    /// The unit that begins at an index, or nil when the bytes there stand for themselves.
    func unit(in bytes: [UInt8], at index: Int) -> Unit? {
        switch self {
        case .percent: Self.percent(bytes, index)
        case .form: bytes[index] == UInt8(ascii: "+") ? ([0x20], 1) : Self.percent(bytes, index)
        case .escapes: Self.escape(bytes, index)
        case .shell: index + 1 < bytes.count ? ([bytes[index + 1]], 2) : nil
        case .quotes: Self.quotes(bytes, index)
        case .entities: Self.entity(bytes, index)
        }
    }

    private static func percent(_ bytes: [UInt8], _ index: Int) -> Unit? {
        guard let value = hex(bytes, index + 1..<index + 3) else { return nil }
        return ([UInt8(value)], 3)
    }

    private static func escape(_ bytes: [UInt8], _ index: Int) -> Unit? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "n"): return ([0x0A], 2)
        case UInt8(ascii: "r"): return ([0x0D], 2)
        case UInt8(ascii: "t"): return ([0x09], 2)
        case UInt8(ascii: "b"): return ([0x08], 2)
        case UInt8(ascii: "f"): return ([0x0C], 2)
        case UInt8(ascii: "x"):
            guard let value = hex(bytes, index + 2..<index + 4) else { return nil }
            return ([UInt8(value)], 4)
        case UInt8(ascii: "u"): return unicode(bytes, index)
        case let byte: return ([byte], 2)
        }
    }

    /// `\uXXXX`, two of them where they are a surrogate pair.
    private static func unicode(_ bytes: [UInt8], _ index: Int) -> Unit? {
        guard let first = hex(bytes, index + 2..<index + 6) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (Array(String(scalar).utf8), 6) }
        guard first < 0xDC00, index + 12 <= bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
            bytes[index + 7] == UInt8(ascii: "u"), let second = hex(bytes, index + 8..<index + 12),
            (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { return nil }
        return (Array(String(scalar).utf8), 12)
    }

    private static func quotes(_ bytes: [UInt8], _ index: Int) -> Unit? {
        for quoted in [#"'\''"#, #"'"'"'"#] where bytes[index...].starts(with: quoted.utf8) {
            return ([UInt8(ascii: "'")], quoted.utf8.count)
        }
        return nil
    }

    private static func entity(_ bytes: [UInt8], _ index: Int) -> Unit? {
        guard let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = bytes[index + 1..<end]
        let named: [String: UInt8] = [
            "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "quot": UInt8(ascii: "\""),
            "apos": UInt8(ascii: "'"),
        ]
        if let byte = named[String(decoding: name, as: UTF8.self)] { return ([byte], end + 1 - index) }
        guard name.first == UInt8(ascii: "#") else { return nil }
        let digits = String(decoding: name.dropFirst(), as: UTF8.self)
        let number = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, let scalar = Unicode.Scalar(number) else { return nil }
        return (Array(String(scalar).utf8), end + 1 - index)
    }

    private static func hex(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32? {
        guard range.upperBound <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[range] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
