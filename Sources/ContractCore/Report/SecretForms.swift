/// The byte patterns by which a secret value can be recognised inside other text.
///
/// Percent-encoding, escapes and character references are not among them: `DecodedText` undoes those in the text.
enum SecretForms {
    /// The value itself, its base64 forms and its hexadecimal forms.
    static func patterns(of value: String) -> [[UInt8]] {
        let bytes = Array(value.utf8)
        let digits = ["0123456789abcdef", "0123456789ABCDEF"]
        return [bytes] + base64(bytes) + digits.map { hexadecimal(bytes, $0) }
    }

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
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for position in 0..<4 {
                let index = Int(bits >> (18 - 6 * UInt32(position)) & 0x3F)
                output.append(position <= group.count ? alphabet[index] : UInt8(ascii: "="))
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

    private static func hexadecimal(_ bytes: [UInt8], _ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
    }
}
