/// How a string is written in JSON: quotes around it, and as few escapes as RFC 8259, section 7, allows.
enum JSONStringText {
    /// Appends a string, quotes included; what is plain is copied in runs.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        var text = text
        text.withUTF8 { utf8 in
            var runStart = 0
            for place in utf8.indices {
                let byte = utf8[place]
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
                bytes.append(contentsOf: utf8[runStart..<place])
                runStart = place + 1
                appendEscape(of: byte, to: &bytes)
            }
            bytes.append(contentsOf: utf8[runStart...])
        }
        bytes.append(0x22)
    }

    private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(0x5C)
        switch byte {
        case 0x08: bytes.append(0x62)
        case 0x09: bytes.append(0x74)
        case 0x0A: bytes.append(0x6E)
        case 0x0C: bytes.append(0x66)
        case 0x0D: bytes.append(0x72)
        case 0x22, 0x5C: bytes.append(byte)
        default:
            bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u00".utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
