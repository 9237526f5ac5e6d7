/// The byte patterns by which a secret value can be recognised inside other text.
///
/// Percent-encoding, escapes and character references are not among them: `DecodedText` undoes those in the text.
enum SecretForms {
    /// The value itself, its base64 forms and its hexadecimal forms.
    static func patterns(of value: String) -> [[UInt8]] {
        let bytes = Array(value.utf8)
        return [bytes] + base64(bytes) + [lowerDigits, upperDigits].map { hexadecimal(bytes, $0) }
    }

    private static let lowerDigits = Array("0123456789abcdef".utf8)
    private static let upperDigits = Array("0123456789ABCDEF".utf8)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// What of the base64 text depends on the value alone, for the value alone and at each place inside a larger value.
    ///
    /// Three bytes become four characters (RFC 4648, section 4), so there are three alignments. The first and the last
    /// character can share bits with neighbours that are unknown here; they are left out, at most four bits a side.
    private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
        let alone = encode(bytes)
        let aligned = (0...2).map { before in
            let text = encode([UInt8](repeating: 0, count: before) + bytes)
            return Array(text[(before * 8 + 5) / 6..<(before + bytes.count) * 8 / 6])
        }
        let standard = [alone, alone.filter { $0 != UInt8(ascii: "=") }] + aligned
        return standard + standard.map { $0.map(urlSafe) }
    }

    /// Base64 with padding (RFC 4648, section 4).
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let size = min(3, bytes.count - start)
            var bits: UInt32 = 0
            for index in 0..<3 { bits = bits << 8 | (index < size ? UInt32(bytes[start + index]) : 0) }
            for position in 0..<4 {
                let index = Int(bits >> (18 - 6 * UInt32(position)) & 0x3F)
                output.append(position <= size ? alphabet[index] : UInt8(ascii: "="))
            }
        }
        return output
    }

    private static func urlSafe(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
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
