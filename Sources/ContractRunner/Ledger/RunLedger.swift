import Foundation
import Synchronization

/// What a run has created and not yet removed, on disk before it is created: a file that is gone when the run is clean.
///
/// The file is made with the first line. It is locked as long as the run goes on, so that nobody sweeps under its feet;
/// the lock goes with the process, however that ends.
public final class RunLedger: Sendable {
    private struct State {
        var descriptor: Int32 = -1
        var next = 1
        var open: Set<Int> = []
    }

    /// The file.
    public let path: String
    private let folder: String
    private let head: LedgerHead
    private let state = Mutex(State())

    /// Prepares a ledger in a folder; nothing is written yet.
    public init(folder: String, head: LedgerHead) {
        self.folder = folder
        self.head = head
        path = folder.hasSuffix("/") ? "\(folder)\(head.run).jsonl" : "\(folder)/\(head.run).jsonl"
    }

    /// Notes what is about to be created and gives its number; on return the line is on the disk.
    func intend(_ line: LedgerLine) throws(LedgerError) -> Int {
        try locked { (state) throws(LedgerError) in
            if state.descriptor < 0 { try begin(&state) }
            var line = line
            line.intent = state.next
            try append(line, to: state.descriptor, syncs: true)
            state.open.insert(state.next)
            state.next += 1
            return state.next - 1
        }
    }

    /// Notes what removes a thing, now that its identifier is known.
    func created(_ number: Int, _ removal: LedgerRemoval?) throws(LedgerError) {
        try locked { (state) throws(LedgerError) in
            try append(LedgerLine(created: number, removal: removal), to: state.descriptor, syncs: true)
        }
    }

    /// Notes that a thing is gone.
    ///
    /// A line that is lost costs one needless request later, so nothing waits for it.
    func gone(_ number: Int) {
        state.withLock { state in
            guard state.open.remove(number) != nil, state.descriptor >= 0 else { return }
            try? append(LedgerLine(gone: number), to: state.descriptor, syncs: false)
        }
    }

    /// Ends the ledger, and removes its file when everything is gone.
    public func close() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            if state.open.isEmpty { unlink(path) } else { fsync(state.descriptor) }
            Foundation.close(state.descriptor)
            state.descriptor = -1
        }
    }

    /// Typed throws do not pass through `withLock` yet.
    private func locked<Value: Sendable>(_ body: (inout State) throws(LedgerError) -> Value) throws(LedgerError)
        -> Value
    {
        let result: Result<Value, LedgerError> = state.withLock { state in
            do throws(LedgerError) {
                return .success(try body(&state))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func begin(_ state: inout State) throws(LedgerError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw LedgerError(message: "the folder '\(folder)' cannot be made")
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("made") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = failure("locked")
            Foundation.close(descriptor)
            throw failure
        }
        do throws(LedgerError) {
            try append(head, to: descriptor, syncs: true)
        } catch {
            unlink(path)
            Foundation.close(descriptor)
            throw error
        }
        state.descriptor = descriptor
        // The name of a new file is on the disk only when its folder is.
        let directory = open(folder, O_RDONLY | O_DIRECTORY)
        guard directory >= 0 else { return }
        fsync(directory)
        Foundation.close(directory)
    }

    private func append(_ line: some Encodable, to descriptor: Int32, syncs: Bool) throws(LedgerError) {
        guard let bytes = LedgerText.bytes(line) else {
            throw LedgerError(message: "the ledger '\(path)' cannot hold this line")
        }
        guard LedgerText.write(bytes, to: descriptor), !syncs || fsync(descriptor) == 0 else {
            throw failure("written")
        }
    }

    private func failure(_ what: String) -> LedgerError {
        LedgerError(message: "the ledger '\(path)' cannot be \(what): \(String(cString: strerror(errno)))")
    }
}

/// How lines stand in a ledger: JSON, a line each.
enum LedgerText {
    static func bytes(_ line: some Encodable) -> [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(line)).map { Array($0) + [0x0A] }
    }

    /// Writes all bytes; false when the system takes no more, with `errno` set.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }
}
