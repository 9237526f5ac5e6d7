/// Writes zip archives exactly as told: also with names that a careful tool would refuse.
enum ZipArchive {
    /// An archive of entries in order, stored or deflated, with the earliest date that the format knows.
    static func bytes(of entries: [(name: String, content: [UInt8])], isCompressed: Bool) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let data = isCompressed ? Deflate.compress(entry.content) : entry.content
            let name = Array(entry.name.utf8)
            // Version 2.0, names in UTF-8 (bit 11), method, time and date.
            var common: [UInt8] = [20, 0, 0, 8, isCompressed ? 8 : 0, 0, 0, 0, 0x21, 0]
            common += little(CRC32.checksum(entry.content), 4)
            common += little(UInt32(data.count), 4) + little(UInt32(entry.content.count), 4)
            common += little(UInt32(name.count), 2) + [0, 0]
            let offset = UInt32(archive.count)
            archive += [0x50, 0x4B, 3, 4] + common + name + data
            directory +=
                [0x50, 0x4B, 1, 2, 20, 3] + common + [0, 0, 0, 0, 0, 0] + [0, 0, 0xA4, 0x81] + little(offset, 4) + name
        }
        let count = little(UInt32(min(entries.count, 0xFFFF)), 2)
        let start = little(UInt32(archive.count), 4)
        return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + little(UInt32(directory.count), 4)
            + start
            + [0, 0]
    }

    private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
}

/// The checksum that zip uses (ISO 3309).
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}

/// Writes tar archives of plain files (POSIX ustar).
enum TarArchive {
    static func bytes(of entries: [(name: String, content: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        for entry in entries {
            func field(_ text: String, _ width: Int) -> [UInt8] {
                let bytes = Array(text.utf8.prefix(width))
                return bytes + Array(repeating: 0, count: width - bytes.count)
            }
            func octal(_ value: Int, _ width: Int) -> [UInt8] {
                let digits = String(value, radix: 8)
                return field(String(repeating: "0", count: max(0, width - 1 - digits.count)) + digits, width)
            }
            var header =
                field(entry.name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(entry.content.count, 12)
            header +=
                octal(0, 12) + Array(repeating: 0x20, count: 8) + [0x30] + field("", 100) + field("ustar", 6) + [
                    0x30, 0x30,
                ]
            header += Array(repeating: 0, count: 512 - header.count)
            let sum = header.reduce(0) { $0 + Int($1) }
            header.replaceSubrange(148..<156, with: octal(sum, 7) + [0x20])
            archive += header + entry.content + Array(repeating: 0, count: (512 - entry.content.count % 512) % 512)
        }
        return archive + Array(repeating: 0, count: 1024)
    }
}
