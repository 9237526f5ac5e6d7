/// Lines and columns of byte offsets, worked out on the way through the text once.
struct JSONPlaces {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Line and column, both from 1, of an offset that is not in front of the one asked for last.
    mutating func place(of offset: Int) -> (line: Int, column: Int) {
        while position < offset {
            let byte = bytes[position]
            position += 1
            let next = position < bytes.count ? bytes[position] : nil
            if byte == 0x0A || (byte == 0x0D && next != 0x0A) {
                line += 1
                column = 1
            } else if position == offset || (next ?? 0) & 0xC0 != 0x80 {
                // The next byte starts a scalar of its own, or is the broken one that is asked for.
                column += 1
            }
        }
        return (line, column)
    }

    static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        var places = JSONPlaces(bytes: bytes)
        return places.place(of: offset)
    }
}
