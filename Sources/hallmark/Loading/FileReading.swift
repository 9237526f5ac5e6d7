import ContractCore
import Foundation

/// Reads files from disk, with messages for what goes wrong.
enum FileReading {
    /// The largest input file that is read, in bytes.
    static let sizeLimit = 16 << 20

    /// The bytes of a file; at most the limit is ever read, and nothing that is no plain file.
    static func bytes(_ path: String, limit: Int = sizeLimit) throws(Failure) -> [UInt8] {
        // Without O_NONBLOCK a named pipe would hold the program here.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Failure(
                status: .invalidFile,
                message: errno == ENOENT
                    ? "there is no file '\(path)'"
                    : "the file '\(path)' cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            throw Failure(status: .invalidFile, message: "the file '\(path)' cannot be read")
        }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Failure(status: .invalidFile, message: "'\(path)' is a folder, not a file")
        default: throw Failure(status: .invalidFile, message: "'\(path)' is no plain file")
        }
        let tooLarge = Failure(status: .invalidFile, message: "the file '\(path)' has more than \(limit >> 20) MiB")
        guard facts.st_size <= limit else { throw tooLarge }
        var bytes: [UInt8] = []
        // One more than the file has, so that its end shows in the second call.
        var buffer = [UInt8](repeating: 0, count: min(64 << 10, max(1, Int(facts.st_size) + 1)))
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(status: .invalidFile, message: "the file '\(path)' cannot be read") }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw tooLarge }
        }
    }

    /// Whether a path, with all links followed, lies in a folder.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        real(folder).map { isInside(path, realFolder: $0) } ?? false
    }

    /// As above, for a folder whose links were followed.
    static func isInside(_ path: String, realFolder folder: String) -> Bool {
        real(path)?.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/") ?? false
    }

    /// A path with all links followed; nil when it leads nowhere.
    static func real(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// A text file.
    static func source(_ path: String) throws(Failure) -> SourceFile {
        let bytes = try bytes(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(status: .invalidFile, message: "the file '\(path)' is not UTF-8 text")
        }
        return SourceFile(name: path, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    }
}
