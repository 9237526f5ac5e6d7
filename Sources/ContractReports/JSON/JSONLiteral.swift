/// How values that have no members are written in JSON.
enum JSONLiteral {
    /// Appends a string literal that reads back as the same text.
    ///
    /// Characters that act instead of being seen, and the mark that begins a command of a CI system, are escapes.
    static func append(text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let isAppended: Void? = text.utf8.withContiguousStorageIfAvailable { appendContent($0, to: &bytes) }
        if isAppended == nil { appendContent(Array(text.utf8), to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a number; one that JSON has no text for is zero.
    static func append(number: some BinaryFloatingPoint & CustomStringConvertible, to bytes: inout [UInt8]) {
        append(number.isFinite ? number.description : "0", to: &bytes)
    }

    /// Appends what is described by its JSON text.
    static func append(_ value: some CustomStringConvertible, to bytes: inout [UInt8]) {
        let text = value.description.utf8
        let isAppended: Void? = text.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
        if isAppended == nil { bytes.append(contentsOf: text) }
    }

    /// Whether a byte is a printable ASCII character that needs no look at it.
    private static func isPlain(_ byte: UInt8) -> Bool {
        let isMark = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "#")
        return byte >= 0x20 && byte < 0x7F && !isMark
    }

    /// Appends what stands between the quotation marks: runs of plain bytes as they are, the rest one by one.
    private static func appendContent<Bytes: RandomAccessCollection<UInt8>>(
        _ text: Bytes, to bytes: inout [UInt8]
    ) where Bytes.Index == Int {
        if text.allSatisfy(isPlain) { return bytes.append(contentsOf: text) }
        var index = 0
        while index < text.count {
            let end = text[index...].firstIndex { !isPlain($0) } ?? text.count
            bytes.append(contentsOf: text[index..<end])
            guard end < text.count else { return }
            index = end + 1
            switch text[end] {
            case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
            case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
            case UInt8(ascii: "#") where !Escaping.beginsCommand(text[index...]): bytes.append(UInt8(ascii: "#"))
            default:
                let scalar = scalar(in: text, at: end)
                index = end + UTF8.width(scalar)
                if scalar == "#" || Escaping.isHidden(scalar) {
                    appendEscape(scalar, to: &bytes)
                } else {
                    bytes.append(contentsOf: text[end..<index])
                }
            }
        }
    }

    /// The character that begins at a place of a string's UTF-8.
    private static func scalar<Bytes: RandomAccessCollection<UInt8>>(
        in text: Bytes, at place: Int
    ) -> Unicode.Scalar where Bytes.Index == Int {
        if text[place] < 0x80 { return Unicode.Scalar(text[place]) }
        var codec = UTF8()
        var rest = text[place...].makeIterator()
        if case .scalarValue(let scalar) = codec.decode(&rest) { return scalar }
        return "\u{FFFD}"
    }

    private static func appendEscape(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
            let digits = String(unit, radix: 16)
            bytes.append(contentsOf: "\\u".utf8)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
            bytes.append(contentsOf: digits.utf8)
        }
    }
}
