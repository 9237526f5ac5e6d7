/// The packed forms of elements that follow each other, and where each begins.
///
/// A block stands for itself: nothing in it is about another block. It is full at 32 KiB, or with one larger element.
struct PackedBlock: Sendable {
    /// From how many bytes on nothing is added.
    static let fullSize = 32 << 10

    /// The packed forms, one behind the other.
    var bytes: [UInt8] = []
    /// Where each begins: the last before the block is full, so that 16 bits are enough.
    private(set) var starts: [UInt16] = []

    /// How many elements there are.
    var count: Int { starts.count }

    /// Whether nothing is to be added.
    var isFull: Bool { bytes.count >= Self.fullSize }

    /// Makes a block without elements.
    init() {}

    /// Begins an element at the end, in a block that is not full.
    mutating func beginElement() { starts.append(UInt16(bytes.count)) }

    /// Where an element begins.
    func start(of place: Int) -> Int { Int(starts[place]) }

    // MARK: In a file

    /// The whole block as bytes: the elements, then where each begins, two bytes each, the smaller first.
    var serialized: [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(bytes.count + 2 * starts.count)
        all += bytes
        for start in starts {
            all.append(UInt8(truncatingIfNeeded: start))
            all.append(UInt8(truncatingIfNeeded: start >> 8))
        }
        return all
    }

    /// The block of so many elements that such bytes are.
    init(serialized: [UInt8], count: Int) {
        let end = serialized.count - 2 * count
        bytes = serialized
        starts.reserveCapacity(count)
        for place in 0..<count {
            starts.append(UInt16(serialized[end + 2 * place]) | UInt16(serialized[end + 2 * place + 1]) << 8)
        }
    }
}
