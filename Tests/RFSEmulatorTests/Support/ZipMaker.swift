@testable import RFSEmulator

/// Writes zip archives, sound or damaged, for tests.
struct ZipMaker {
    /// One file of an archive.
    struct File {
        var path: String
        var content: [UInt8]
        /// The bytes in the archive when they are not the content itself.
        var packed: [UInt8]?
        var method = 0
        var flags = 0x800
        var checksum: UInt32?

        init(_ path: String, _ content: [UInt8] = []) {
            self.path = path
            self.content = content
        }

        init(_ path: String, text: String) {
            self.init(path, Array(text.utf8))
        }
    }

    /// An archive with one template.
    static let small = make([File("main.tf", text: "variable \"name\" {}\n")])

    static func make(_ files: [File], comment: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let packed = file.packed ?? file.content
            let common =
                word16(20) + word16(file.flags) + word16(file.method) + word32(0)
                + word32(Int(file.checksum ?? CRC32.checksum(file.content)))
                + word32(packed.count) + word32(file.content.count) + word16(file.path.utf8.count) + word16(0)
            directory += word32(0x0201_4B50) + word16(20) + common + word16(0) + word16(0) + word16(0) + word32(0)
            directory += word32(bytes.count) + Array(file.path.utf8)
            bytes += word32(0x0403_4B50) + common + Array(file.path.utf8) + packed
        }
        let end =
            word32(0x0605_4B50) + word16(0) + word16(0) + word16(files.count) + word16(files.count)
            + word32(directory.count) + word32(bytes.count) + word16(comment.count) + comment
        return bytes + directory + end
    }

    private static func word16(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    private static func word32(_ value: Int) -> [UInt8] {
        word16(value & 0xFFFF) + word16(value >> 16)
    }
}
