/// Runs of what a JSON string may hold as it is: ASCII without control characters, quotes and backslashes.
enum PlainText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Where a run that starts at `start` ends: the first other byte, or the end.
    ///
    /// Eight bytes are looked at in one go as long as there are eight. Reading them without regard to alignment is sound:
    /// `place + 8` is never more than the number of bytes, which the array keeps in place while the closure runs.
    static func end(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var place = start
            while place + 8 <= bytes.count, isPlain(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) {
                place += 8
            }
            while place < bytes.count, isPlain(bytes[place]) { place += 1 }
            return place
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
    }

    /// Whether eight bytes are plain; of some that are, it may say that they are not.
    ///
    /// A byte without its high bit borrows in a subtraction if it is smaller than what is taken away. What borrows from a
    /// byte further up can only set more high bits, never clear one that tells.
    private static func isPlain(_ word: UInt64) -> Bool {
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (word | control | quote | backslash) & highBits == 0
    }
}
