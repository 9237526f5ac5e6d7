import Foundation

/// A report on its way: another file beside it, which takes its name once it is whole and on the disk.
final class ReportFile: TextOutputStream {
    private let path: String
    private let temporary: String
    private var descriptor: Int32
    private var waiting: [UInt8] = []
    private var failure: Failure?
    /// How many bytes are written at once.
    private static let portion = 64 << 10

    /// Opens the file beside the report's place.
    init(_ path: String) throws(Failure) {
        self.path = path
        temporary = "\(path).\(getpid()).tmp"
        // A leftover of that name, or a link that somebody put there, is not written through.
        unlink(temporary)
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path, "written") }
        waiting.reserveCapacity(Self.portion)
    }

    /// Nothing is left of a file that did not come to its end.
    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Adds text; a failure is told in the end.
    func write(_ text: String) {
        waiting.append(contentsOf: text.utf8)
        if waiting.count >= Self.portion { flush() }
    }

    /// Adds bytes.
    func write(_ bytes: [UInt8]) {
        waiting.append(contentsOf: bytes)
        if waiting.count >= Self.portion { flush() }
    }

    /// Puts the file in its place, or throws what went wrong on the way.
    func finish() throws(Failure) {
        flush()
        if let failure { throw failure }
        guard fsync(descriptor) == 0 else { throw Self.failure(path, "written") }
        let isClosed = close(descriptor) == 0
        let failure = Self.failure(path, "written")
        descriptor = -1
        guard isClosed else {
            unlink(temporary)
            throw failure
        }
        guard rename(temporary, path) == 0 else {
            let failure = Self.failure(path, "put in place")
            unlink(temporary)
            throw failure
        }
    }

    private func flush() {
        var offset = 0
        while offset < waiting.count, failure == nil {
            let count = waiting.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: offset), waiting.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            if count > 0 { offset += count } else { failure = Self.failure(path, "written") }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private static func failure(_ path: String, _ what: String) -> Failure {
        Failure(
            status: .undecided,
            message: "the report '\(path)' cannot be \(what): \(String(cString: strerror(errno)))")
    }
}
