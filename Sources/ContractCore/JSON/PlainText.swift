/// Runs of what a JSON string may hold as it is: ASCII without control characters, quotes and backslashes.
enum PlainText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Where a run that starts at `start` ends: the first other byte, or the end.
    ///
    /// Eight bytes are looked at in one go as long as there are eight. Any eight bytes are a number, wherever they lie, and
    /// the span checks that they are its own.
    @inline(__always)
    static func end(in text: Span<UInt8>, from start: Int) -> Int {
        let words = text.bytes
        var place = start
        while place + 8 <= text.count {
            let word = words.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
            let others = others(in: word)
            guard others == 0 else {
                // The first that is found is one: what borrows is further up.
                return place + others.trailingZeroBitCount / 8
            }
            place += 8
        }
        while place < text.count, isPlain(text[place]) { place += 1 }
        return place
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
    }

    /// The high bits of bytes that are not plain; further up than the first of them, some that are may be marked.
    ///
    /// A byte without its high bit borrows in a subtraction if it is smaller than what is taken away. What borrows from a
    /// byte further up can only set more high bits, never clear one that tells.
    private static func others(in word: UInt64) -> UInt64 {
        let word = UInt64(littleEndian: word)
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (word | control | quote | backslash) & highBits
    }
}
