/// A canonical prefix code of deflate data: how many codes there are of each length, and their symbols in order.
struct HuffmanCode: Sendable {
    let counts: [Int]
    let symbols: [Int]

    /// The code with these lengths, at most 15; nil when they make no prefix code.
    ///
    /// An incomplete code is accepted where asked for, and only with a single symbol, as encoders write it.
    init?(lengths: [Int], mayBeIncomplete: Bool) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths { counts[length] += 1 }
        let used = lengths.count - counts[0]
        var left = 1
        for length in 1...15 {
            left = (left << 1) - counts[length]
            guard left >= 0 else { return nil }
        }
        guard left == 0 || (mayBeIncomplete && used <= 1) else { return nil }
        var offsets = [Int](repeating: 0, count: 16)
        for length in 1..<15 { offsets[length + 1] = offsets[length] + counts[length] }
        var symbols = [Int](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length != 0 {
            symbols[offsets[length]] = symbol
            offsets[length] += 1
        }
        counts[0] = 0
        self.counts = counts
        self.symbols = symbols
    }

    private init(counts: [Int], symbols: [Int]) {
        self.counts = counts
        self.symbols = symbols
    }

    /// The code for literals and lengths of blocks with fixed codes.
    static let fixedLiterals: HuffmanCode = {
        let counts = [0, 0, 0, 0, 0, 0, 0, 24, 152, 112, 0, 0, 0, 0, 0, 0]
        return HuffmanCode(
            counts: counts, symbols: Array(256...279) + Array(0...143) + Array(280...287) + Array(144...255))
    }()

    /// The code for distances of blocks with fixed codes.
    static let fixedDistances = HuffmanCode(
        counts: [0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], symbols: Array(0...31))
}
