/// Percent-encoding of paths and queries (RFC 3986, section 2.1).
enum PercentCoding {
    /// The bytes behind a text, nil when a percent sign is not followed by two hexadecimal digits.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(hexadecimal), let low = iterator.next().flatMap(hexadecimal)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The text behind a text, nil when its escapes are broken or do not make UTF-8.
    static func decodeText(_ text: some StringProtocol) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        return decode(text).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The text behind a text; broken escapes stay as they are, bytes that are no UTF-8 become U+FFFD.
    static func decodeLeniently(_ text: some StringProtocol) -> String {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = hexadecimal(source[index + 1]), let low = hexadecimal(source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text with every byte but the unreserved ones (letters, digits, `-._~`) written as `%XX`.
    static func encode(_ text: some StringProtocol) -> String {
        encode(text.utf8)
    }

    /// The bytes as text, all but the unreserved ones written as `%XX`.
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var result: [UInt8] = []
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.append(byte)
            default:
                result.append(UInt8(ascii: "%"))
                result.append(upperHexadecimal(byte >> 4))
                result.append(upperHexadecimal(byte & 15))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The value of a hexadecimal digit in either case.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    static func lowerHexadecimal(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }

    static func upperHexadecimal(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }

    /// The bytes in lower-case hexadecimal.
    static func hexadecimalText(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = ContiguousArray(bytes)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (index, byte) in bytes.enumerated() {
                text[index * 2] = lowerHexadecimal(byte >> 4)
                text[index * 2 + 1] = lowerHexadecimal(byte & 15)
            }
            return bytes.count * 2
        }
    }
}
