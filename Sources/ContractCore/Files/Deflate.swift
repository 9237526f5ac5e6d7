/// Compresses into the deflate format (RFC 1951) with fixed codes: enough for archives that shrink a lot.
enum Deflate {
    /// One final block of the fixed Huffman codes (section 3.2.6), with matches against the last place of each triple.
    static func compress(_ input: [UInt8]) -> [UInt8] {
        var writer = BitWriter()
        writer.write(0b011, count: 3)
        var last = [Int32](repeating: -1, count: 1 << 15)
        var index = 0
        while index < input.count {
            var length = 0
            var distance = 0
            if index + 2 < input.count {
                let key = hash(input, index)
                let candidate = Int(last[key])
                last[key] = Int32(index)
                if candidate >= 0, index - candidate <= 32_768 {
                    while length < 258, index + length < input.count, input[candidate + length] == input[index + length]
                    {
                        length += 1
                    }
                    distance = index - candidate
                }
            }
            if length >= 3 {
                writeMatch(length, distance, to: &writer)
                index += length
            } else {
                writeLiteral(Int(input[index]), to: &writer)
                index += 1
            }
        }
        writeLiteral(256, to: &writer)
        return writer.finish()
    }

    private static func hash(_ input: [UInt8], _ index: Int) -> Int {
        let triple = UInt32(input[index]) | UInt32(input[index + 1]) << 8 | UInt32(input[index + 2]) << 16
        return Int((triple &* 0x9E37_79B1) >> 17)
    }

    private static func writeLiteral(_ symbol: Int, to writer: inout BitWriter) {
        switch symbol {
        case 0...143: writer.writeCode(0x30 + symbol, count: 8)
        case 144...255: writer.writeCode(0x190 + symbol - 144, count: 9)
        case 256...279: writer.writeCode(symbol - 256, count: 7)
        default: writer.writeCode(0xC0 + symbol - 280, count: 8)
        }
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193,
        12289, 16385, 24577,
    ]

    private static func writeMatch(_ length: Int, _ distance: Int, to writer: inout BitWriter) {
        let lengthIndex = (lengthBases.lastIndex { $0 <= length }) ?? 0
        writeLiteral(257 + lengthIndex, to: &writer)
        let lengthBits = lengthIndex < 8 || lengthIndex == 28 ? 0 : lengthIndex / 4 - 1
        writer.write(length - lengthBases[lengthIndex], count: lengthBits)
        let distanceIndex = (distanceBases.lastIndex { $0 <= distance }) ?? 0
        writer.writeCode(distanceIndex, count: 5)
        writer.write(distance - distanceBases[distanceIndex], count: distanceIndex < 4 ? 0 : distanceIndex / 2 - 1)
    }

    private struct BitWriter {
        private var bytes: [UInt8] = []
        private var buffer: UInt32 = 0
        private var filled: UInt32 = 0

        /// Writes bits, the least significant first.
        mutating func write(_ value: Int, count: Int) {
            buffer |= UInt32(truncatingIfNeeded: value) << filled
            filled += UInt32(count)
            while filled >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: buffer))
                buffer >>= 8
                filled -= 8
            }
        }

        /// Writes a Huffman code, the most significant bit first.
        mutating func writeCode(_ code: Int, count: Int) {
            for bit in (0..<count).reversed() { write(code >> bit & 1, count: 1) }
        }

        mutating func finish() -> [UInt8] {
            if filled > 0 { write(0, count: 8 - Int(filled)) }
            return bytes
        }
    }
}
