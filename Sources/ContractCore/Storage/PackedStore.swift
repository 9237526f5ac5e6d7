/// The packed forms of elements, each known by its number; more come, and none is ever changed.
@usableFromInline
struct PackedStore: Sendable {
    private var spool: Spool
    /// The block that is not full.
    private var writer = PackedWriter()

    init(_ spool: Spool) { self.spool = spool }

    /// How many there are.
    @usableFromInline var count: Int { spool.count + writer.block.count }

    /// How many bytes of them are in memory.
    var bytesInMemory: Int { spool.bytesInMemory + writer.block.bytes.count }

    /// Adds a packed form and gives its number.
    @usableFromInline
    mutating func append(_ pack: (inout PackedWriter) -> Void) -> UInt32 {
        if writer.block.isFull { spool.append(writer.takeBlock()) }
        let number = UInt32(count)
        writer.beginElement()
        pack(&writer)
        return number
    }

    /// The block with a packed form, and the numbers of all that it has.
    fileprivate func block(with number: Int) -> (block: PackedBlock, numbers: Range<Int>) {
        guard number < spool.count else { return (writer.block, spool.count..<count) }
        let (first, block) = spool.block(with: number)
        return (block, first..<(first + block.count))
    }

    /// A reader for one packed form.
    @usableFromInline
    func reader(of number: Int) -> PackedReader {
        let (block, numbers) = block(with: number)
        return PackedReader(block.bytes, at: block.start(of: number - numbers.lowerBound))
    }
}

/// Reads packed forms that stand close to each other: it keeps the block that it is in.
@usableFromInline
struct PackedCursor {
    private let store: PackedStore
    private var block = PackedBlock()
    private var numbers = 0..<0
    /// Reads the packed form that the cursor was moved to.
    @usableFromInline var reader = PackedReader(PackedBlock())

    @usableFromInline
    init(_ store: PackedStore) { self.store = store }

    /// Goes to the beginning of a packed form.
    @usableFromInline
    mutating func move(to number: Int) {
        if !numbers.contains(number) {
            (block, numbers) = store.block(with: number)
            reader = PackedReader(block)
        }
        reader.move(to: block.start(of: number - numbers.lowerBound))
    }
}
