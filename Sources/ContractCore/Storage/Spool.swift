import Synchronization

/// Blocks in the order in which they came: the first stay in memory, all others go to a file without a name.
///
/// Where no file can be made or the disk is full, blocks stay in memory. Copies share the file.
struct Spool: Sendable {
    /// The most bytes that stay in memory, unless told otherwise: enough for a run of some thousand cases.
    static let memoryLimit = 256 << 10

    /// Where a block is.
    private enum Place {
        case memory(PackedBlock)
        case file(SpoolFile, at: Int, size: Int)
    }

    /// Where each block is, and the number of its first element.
    private var blocks: [(first: Int, place: Place)] = []
    private var file: SpoolFile?
    private var held = 0
    private let memoryLimit: Int
    private let folder: String?
    /// How many elements there are.
    private(set) var count = 0

    /// Makes a spool without blocks; without a folder, the one for temporary files is taken, without a file, one is made.
    init(memoryLimit: Int = Self.memoryLimit, folder: String? = nil, file: UnnamedFile? = nil) {
        self.memoryLimit = memoryLimit
        self.folder = folder
        self.file = file.map { SpoolFile($0) }
    }

    /// How many bytes of blocks are in memory.
    var bytesInMemory: Int { held }

    /// Adds a block.
    mutating func append(_ block: PackedBlock) {
        blocks.append((count, place(for: block)))
        count += block.count
    }

    private mutating func place(for block: PackedBlock) -> Place {
        if held + block.bytes.count > memoryLimit {
            if file == nil { file = UnnamedFile(in: folder ?? UnnamedFile.folder).map { SpoolFile($0) } }
            let bytes = block.serialized
            if let file, let place = file.file.append(bytes) { return .file(file, at: place, size: bytes.count) }
        }
        held += block.bytes.count
        return .memory(block)
    }

    /// The block with an element, and the number of the block's first element.
    func block(with element: Int) -> (first: Int, block: PackedBlock) {
        var (low, high) = (0, blocks.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if blocks[middle].first <= element { low = middle } else { high = middle }
        }
        let first = blocks[low].first
        switch blocks[low].place {
        case .memory(let block): return (first, block)
        case .file(let file, let place, let size):
            let end = low + 1 < blocks.count ? blocks[low + 1].first : count
            return (first, file.block(at: place, size: size, count: end - first))
        }
    }
}

/// A file of blocks, of which the last that were asked for are at hand.
final class SpoolFile: Sendable {
    /// How many blocks are at hand: one for each report that is written at once.
    private static let kept = 4

    let file: UnnamedFile
    /// The blocks at hand, the last asked for last.
    private let recent = Mutex<[(place: Int, block: PackedBlock)]>([])

    init(_ file: UnnamedFile) {
        self.file = file
    }

    /// The block at a place.
    func block(at place: Int, size: Int, count: Int) -> PackedBlock {
        let known = recent.withLock { $0.last { $0.place == place }?.block }
        if let known { return known }
        let block = PackedBlock(serialized: file.bytes(at: place, count: size), count: count)
        recent.withLock { recent in
            if recent.count == Self.kept { recent.removeFirst() }
            recent.append((place, block))
        }
        return block
    }
}
