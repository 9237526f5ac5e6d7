/// Unpacks deflate data (RFC 1951) up to a bound.
struct Inflate {
    /// Why data could not be unpacked.
    enum Failure: Error, Equatable {
        /// The data ends too early or breaks the format.
        case malformed
        /// The output would be longer than allowed.
        case tooLong
    }

    private let input: ArraySlice<UInt8>
    private var position: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private let limit: Int

    /// The unpacked data; reading stops at the first byte beyond the limit.
    static func unpack(_ data: ArraySlice<UInt8>, limit: Int) throws(Failure) -> [UInt8] {
        var inflate = Inflate(input: data, limit: limit)
        try inflate.run()
        return inflate.output
    }

    private init(input: ArraySlice<UInt8>, limit: Int) {
        self.input = input
        self.limit = limit
        position = input.startIndex
    }

    private mutating func run() throws(Failure) {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1: try decode(literals: HuffmanCode.fixedLiterals, distances: HuffmanCode.fixedDistances)
            case 2:
                let (literals, distances) = try readCodes()
                try decode(literals: literals, distances: distances)
            default: throw .malformed
            }
        }
    }

    private mutating func take(_ count: Int) throws(Failure) -> Int {
        while bitCount < count {
            guard position < input.endIndex else { throw .malformed }
            bits |= UInt32(input[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func append(_ byte: UInt8) throws(Failure) {
        guard output.count < limit else { throw .tooLong }
        output.append(byte)
    }

    private mutating func copyStored() throws(Failure) {
        bits = 0
        bitCount = 0
        let length = try take(16)
        guard try take(16) == length ^ 0xFFFF, position + length <= input.endIndex else { throw .malformed }
        guard output.count + length <= limit else { throw .tooLong }
        output.append(contentsOf: input[position..<position + length])
        position += length
    }

    private mutating func symbol(_ code: HuffmanCode) throws(Failure) -> Int {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            value |= try take(1)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .malformed
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]

    private mutating func decode(literals: HuffmanCode, distances: HuffmanCode) throws(Failure) {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                try append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Self.lengthBases.count else { throw .malformed }
            let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
            let code = try self.symbol(distances)
            guard code < Self.distanceBases.count else { throw .malformed }
            let distance = Self.distanceBases[code] + (try take(Self.distanceBits[code]))
            guard distance <= output.count else { throw .malformed }
            guard output.count + length <= limit else { throw .tooLong }
            let start = output.count - distance
            // The part that is there already is copied at once; what overlaps itself grows while it is read.
            output.append(contentsOf: Array(output[start..<start + min(length, distance)]))
            for _ in 0..<max(0, length - distance) { output.append(output[output.count - distance]) }
        }
    }

    private mutating func readCodes() throws(Failure) -> (literals: HuffmanCode, distances: HuffmanCode) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let lengthCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw .malformed }
        var lengths = [Int](repeating: 0, count: 19)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        for index in order.prefix(lengthCount) { lengths[index] = try take(3) }
        guard let lengthCode = HuffmanCode(lengths: lengths, mayBeIncomplete: false) else { throw .malformed }
        var all: [Int] = []
        while all.count < literalCount + distanceCount {
            let symbol = try symbol(lengthCode)
            switch symbol {
            case 0...15: all.append(symbol)
            case 16:
                guard let last = all.last else { throw .malformed }
                all.append(contentsOf: repeatElement(last, count: try take(2) + 3))
            case 17: all.append(contentsOf: repeatElement(0, count: try take(3) + 3))
            default: all.append(contentsOf: repeatElement(0, count: try take(7) + 11))
            }
        }
        guard all.count == literalCount + distanceCount, all[256] != 0,
            let literals = HuffmanCode(lengths: Array(all[..<literalCount]), mayBeIncomplete: true),
            let distances = HuffmanCode(lengths: Array(all[literalCount...]), mayBeIncomplete: true)
        else { throw .malformed }
        return (literals, distances)
    }
}
