import Glibc
import Synchronization

/// A temporary file that has no name: the system removes it with the process, however that ends.
///
/// Several lists may add to it and several threads may read it at once. Nothing in it is ever changed.
final class UnnamedFile: Sendable {
    /// The flag of Linux that opens a file without a name (open(2)); Glibc's own is a macro that Swift does not see.
    private static let withoutName: Int32 = 0o20_000_000 | O_DIRECTORY

    private let descriptor: Int32
    private let end = Atomic<Int>(0)

    /// Makes a file in a folder, readable by nobody else; nil where none can be made.
    init?(in folder: String) {
        var opened = open(folder, O_RDWR | O_EXCL | O_CLOEXEC | Self.withoutName, 0o600)
        // Not every file system has files without a name; there one is made and its name taken away at once.
        if opened < 0, errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
            var name = Array("\(folder)/hallmark-XXXXXX".utf8CString)
            opened = mkstemp(&name)
            if opened >= 0 {
                unlink(name)
                _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
            }
        }
        guard opened >= 0 else { return nil }
        descriptor = opened
    }

    /// Takes a file that is there and must be what a file without a name is, but for the name; nil where it cannot be opened.
    init?(opened path: String) {
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// The folder for temporary files that the environment names, or `/tmp`.
    static var folder: String {
        guard let named = getenv("TMPDIR") else { return "/tmp" }
        let folder = String(cString: named)
        return folder.isEmpty ? "/tmp" : folder
    }

    /// Adds bytes and gives their place; nil where they found no room, and then nothing of them counts.
    func append(_ bytes: [UInt8]) -> Int? {
        let place = end.add(bytes.count, ordering: .relaxed).oldValue
        var rest = bytes
        var written = 0
        while written < bytes.count {
            let count = pwrite(descriptor, rest, rest.count, off_t(place + written))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            written += count
            if written < bytes.count { rest.removeFirst(count) }
        }
        return place
    }

    /// The bytes of a place.
    ///
    /// They were written by this process, so that only a disk that breaks can keep them back. What depends on them would
    /// then be wrong without a word, which is why the process ends.
    func bytes(at place: Int, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let read = pread(descriptor, &part, part.count, off_t(place + bytes.count))
            if read < 0, errno == EINTR { continue }
            guard read > 0 else {
                fatalError("a temporary file cannot be read back: \(String(cString: strerror(errno)))")
            }
            if read == count { return part }
            bytes += part.prefix(read)
        }
        return bytes
    }
}
