/// The byte patterns by which a secret value can be recognised inside other text.
///
/// Percent-encoding, escapes and character references are not among them: `DecodedText` undoes those in the text.
enum SecretForms {
    /// Calls back with the value itself, its base64 forms and its hexadecimal forms, each once.
    static func forEachPattern(of bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        body(bytes[...])
        forEachBase64(of: bytes) { text in
            body(text)
            if let urlSafe = urlSafe(text) { body(urlSafe) }
        }
        let digits = hexadecimal(bytes, lowerDigits)
        body(digits[...])
        if digits.contains(where: { $0 >= UInt8(ascii: "a") }) { body(hexadecimal(bytes, upperDigits)[...]) }
    }

    private static let lowerDigits = Array("0123456789abcdef".utf8)
    private static let upperDigits = Array("0123456789ABCDEF".utf8)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// What of the base64 text depends on the value alone, for the value alone and at each place inside a larger value.
    ///
    /// Three bytes become four characters (RFC 4648, section 4), so there are three alignments. The first and the last
    /// character can share bits with neighbours that are unknown here; they are left out, at most four bits a side.
    private static func forEachBase64(of bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        let alone = encode(bytes)
        body(alone[...])
        if !bytes.count.isMultiple(of: 3) {
            body(alone[..<((bytes.count * 8 + 5) / 6)])
            body(alone[..<(bytes.count * 8 / 6)])
        }
        for before in 1...2 {
            body(digits(of: bytes, behind: before)[(before * 8 + 5) / 6..<(before + bytes.count) * 8 / 6])
        }
    }

    /// Base64 with padding (RFC 4648, section 4).
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output = digits(of: bytes, behind: 0)
        while !output.count.isMultiple(of: 4) { output.append(UInt8(ascii: "=")) }
        return output
    }

    /// The base64 digits of so many zero bytes and the bytes behind them.
    private static func digits(of bytes: [UInt8], behind zeros: Int) -> [UInt8] {
        let alphabet = alphabet
        var output: [UInt8] = []
        output.reserveCapacity((zeros + bytes.count + 2) / 3 * 4)
        // Of zeros, whole digits are zeros too; at most four bits are left that share a digit with the first byte.
        output.append(contentsOf: repeatElement(alphabet[0], count: zeros * 8 / 6))
        var bits: UInt32 = 0
        var waiting = zeros * 8 % 6
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            waiting += 8
            while waiting >= 6 {
                waiting -= 6
                output.append(alphabet[Int(bits >> UInt32(waiting) & 0x3F)])
            }
        }
        if waiting > 0 { output.append(alphabet[Int(bits << UInt32(6 - waiting) & 0x3F)]) }
        return output
    }

    /// The text in the alphabet for URLs (RFC 4648, section 5), or nil when it is the same.
    private static func urlSafe(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard text.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }) else { return nil }
        let changed = text.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return changed[...]
    }

    private static func hexadecimal(_ bytes: [UInt8], _ digits: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 0xF)])
        }
        return output
    }
}
