/// Reads zip archives (PKWARE APPNOTE 6.3): one file, stored or deflated entries, no encryption, no 64-bit records.
struct ZipArchive: Sendable {
    /// One entry of the central directory.
    struct Entry: Sendable, Equatable {
        /// The path as stored; bytes that are no UTF-8 become U+FFFD.
        var path: String
        /// The number of bytes that the entry says it has when unpacked.
        var size: Int
        fileprivate var method: Int
        fileprivate var checksum: UInt32
        fileprivate var packedSize: Int
        fileprivate var offset: Int

        /// Whether the entry stands for a folder.
        var isFolder: Bool { path.hasSuffix("/") }
    }

    /// Why an archive is not accepted.
    enum Failure: Error, Equatable {
        case notAnArchive
        case malformed(String)
        case unsupported(String)
        case tooLarge
    }

    private let bytes: [UInt8]
    /// The start of the first central header; no local entry reaches beyond.
    private let directoryStart: Int
    /// The entries in the order of the central directory.
    let entries: [Entry]

    /// Reads the central directory; the entries are not unpacked yet.
    init(_ bytes: [UInt8]) throws(Failure) {
        self.bytes = bytes
        let end = try ZipArchive.endOfDirectory(in: bytes)
        directoryStart = end.start
        entries = try ZipArchive.entries(in: bytes, start: end.start, end: end.end, count: end.count)
    }

    /// Unpacks an entry and compares its checksum.
    func unpack(_ entry: Entry, limit: Int) throws(Failure) -> [UInt8] {
        let bytes = bytes
        guard entry.offset + 30 <= directoryStart, bytes.word32(entry.offset) == 0x0403_4B50 else {
            throw .malformed("an entry has no local header")
        }
        guard bytes.word16(entry.offset + 6) & 0x2041 == 0 else { throw .unsupported("an entry is encrypted") }
        guard bytes.word16(entry.offset + 8) == entry.method else {
            throw .malformed("the headers of an entry differ")
        }
        let start = entry.offset + 30 + bytes.word16(entry.offset + 26) + bytes.word16(entry.offset + 28)
        guard start + entry.packedSize <= directoryStart else { throw .malformed("an entry is cut short") }
        let packed = bytes[start..<start + entry.packedSize]
        let content: [UInt8]
        if entry.method == 0 {
            guard entry.packedSize <= limit else { throw .tooLarge }
            content = Array(packed)
        } else {
            do {
                content = try Inflate.unpack(packed, limit: limit)
            } catch {
                switch error {
                case .tooLong: throw .tooLarge
                case .malformed: throw .malformed("an entry cannot be unpacked")
                }
            }
        }
        guard content.count == entry.size else { throw .malformed("an entry has another size than stated") }
        guard CRC32.checksum(content) == entry.checksum else { throw .malformed("an entry has a wrong checksum") }
        return content
    }

    private static func endOfDirectory(
        in bytes: [UInt8]
    ) throws(Failure) -> (start: Int, end: Int, count: Int) {
        guard bytes.count >= 22 else { throw .notAnArchive }
        var position = bytes.count - 22
        let lowest = max(0, position - 0xFFFF)
        while position >= lowest {
            if bytes[position] == 0x50, bytes.word32(position) == 0x0605_4B50,
                position + 22 + bytes.word16(position + 20) == bytes.count
            {
                break
            }
            position -= 1
        }
        guard position >= lowest else { throw .notAnArchive }
        guard bytes.word16(position + 4) == 0, bytes.word16(position + 6) == 0,
            bytes.word16(position + 8) == bytes.word16(position + 10)
        else { throw .unsupported("the archive has several parts") }
        let count = bytes.word16(position + 10)
        let size = bytes.word32(position + 12)
        let start = bytes.word32(position + 16)
        guard count != 0xFFFF, size != 0xFFFF_FFFF, start != 0xFFFF_FFFF else {
            throw .unsupported("the archive uses 64-bit records")
        }
        guard start + size <= position else { throw .malformed("the directory is out of bounds") }
        return (start, start + size, count)
    }

    private static func entries(
        in bytes: [UInt8], start: Int, end: Int, count: Int
    ) throws(Failure) -> [Entry] {
        var entries: [Entry] = []
        var position = start
        for _ in 0..<count {
            guard position + 46 <= end, bytes.word32(position) == 0x0201_4B50 else {
                throw .malformed("the directory is damaged")
            }
            guard bytes.word16(position + 8) & 0x2041 == 0 else { throw .unsupported("an entry is encrypted") }
            let method = bytes.word16(position + 10)
            guard method == 0 || method == 8 else { throw .unsupported("an entry uses packing method \(method)") }
            let nameEnd = position + 46 + bytes.word16(position + 28)
            let next = nameEnd + bytes.word16(position + 30) + bytes.word16(position + 32)
            guard next <= end else { throw .malformed("the directory is damaged") }
            let entry = Entry(
                path: String(decoding: bytes[position + 46..<nameEnd], as: UTF8.self),
                size: bytes.word32(position + 24), method: method,
                checksum: UInt32(truncatingIfNeeded: bytes.word32(position + 16)),
                packedSize: bytes.word32(position + 20), offset: bytes.word32(position + 42))
            guard entry.size != 0xFFFF_FFFF, entry.packedSize != 0xFFFF_FFFF, entry.offset != 0xFFFF_FFFF else {
                throw .unsupported("an entry uses 64-bit records")
            }
            entries.append(entry)
            position = next
        }
        return entries
    }
}

extension [UInt8] {
    /// The two bytes at an index, the lower one first; the index must be in bounds.
    fileprivate func word16(_ index: Int) -> Int {
        Int(self[index]) | Int(self[index + 1]) << 8
    }

    /// The four bytes at an index, the lowest one first; the index must be in bounds.
    fileprivate func word32(_ index: Int) -> Int {
        word16(index) | word16(index + 2) << 16
    }
}
