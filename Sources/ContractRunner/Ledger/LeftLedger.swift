import Foundation

/// The ledger of a run that ended before it was clean: what it says is still there.
///
/// Locked from opening to closing. A last line that was torn by the end of its process is left out: what it was to say
/// had not been sent.
public final class LeftLedger {
    /// One thing that may still be there.
    public struct Item: Sendable, Hashable {
        let number: Int
        /// The case that created it.
        public let caseID: String
        /// The request that created it, or the capability.
        public let resource: String
        let identity: String?
        let isSigned: Bool
        let removal: LedgerRemoval?
        /// Whether the request that removes it was written down after the target had answered with its identifier.
        let isLearned: Bool
        /// The request that removes it, in words; nil when its identifier never came.
        public var removalWords: String? { removal.map { "\($0.method) \($0.url)" } }
    }

    /// The file.
    public let path: String
    /// The first line.
    public let head: LedgerHead
    /// What may still be there, the last created first.
    public private(set) var items: [Item]
    private let descriptor: Int32

    /// The largest ledger that is read, in bytes.
    private static let sizeLimit = 256 << 20

    /// The ledgers in a folder, by their paths; an absent folder has none.
    public static func paths(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { (folder as NSString).appendingPathComponent($0) }
    }

    /// Opens and locks a ledger; nil when the run that writes it still goes on.
    public static func open(_ path: String) throws(LedgerError) -> LeftLedger? {
        let descriptor = Foundation.open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            throw LedgerError(message: "the ledger '\(path)' cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            return nil
        }
        do throws(LedgerError) {
            return try LeftLedger(path, descriptor)
        } catch {
            Foundation.close(descriptor)
            throw error
        }
    }

    private init(_ path: String, _ descriptor: Int32) throws(LedgerError) {
        self.path = path
        self.descriptor = descriptor
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, size <= Self.sizeLimit,
            let data = FileManager.default.contents(atPath: path)
        else {
            throw LedgerError(message: "the ledger '\(path)' cannot be read")
        }
        // What stands behind the last line end was torn, and must not become the beginning of another line.
        let whole = (data.lastIndex(of: 0x0A) ?? -1) + 1
        if whole < data.count { ftruncate(descriptor, off_t(whole)) }
        let lines = data.prefix(whole).split(separator: 0x0A)
        let decoder = JSONDecoder()
        guard let first = lines.first else {
            head = LedgerHead(run: "", endpoint: "", environment: "", startedAt: "")
            items = []
            return
        }
        guard let head = try? decoder.decode(LedgerHead.self, from: first), head.schema == LedgerHead.layout else {
            throw LedgerError(message: "'\(path)' is no ledger of this version")
        }
        self.head = head
        var known: [Int: Item] = [:]
        for (index, text) in lines.dropFirst().enumerated() {
            guard let line = try? decoder.decode(LedgerLine.self, from: text) else {
                throw LedgerError(message: "line \(index + 2) of the ledger '\(path)' cannot be read")
            }
            Self.take(line, &known)
        }
        items = known.values.sorted { $0.number > $1.number }
    }

    private static func take(_ line: LedgerLine, _ known: inout [Int: Item]) {
        if let number = line.intent {
            known[number] = Item(
                number: number, caseID: line.caseID ?? "", resource: line.resource ?? "", identity: line.identity,
                isSigned: line.isSigned ?? false, removal: line.removal, isLearned: false)
        } else if let number = line.created, let item = known[number], let removal = line.removal {
            known[number] = Item(
                number: number, caseID: item.caseID, resource: item.resource, identity: item.identity,
                isSigned: item.isSigned, removal: removal, isLearned: true)
        } else if let number = line.gone {
            known[number] = nil
        }
    }

    /// Notes that a thing is gone.
    func gone(_ item: Item) {
        items.removeAll { $0.number == item.number }
        guard let bytes = LedgerText.bytes(LedgerLine(gone: item.number)) else { return }
        _ = LedgerText.write(bytes, to: descriptor)
    }

    /// Ends the work on the ledger, and removes its file when everything is gone or is to be forgotten.
    public func close(forgetting: Bool = false) {
        if items.isEmpty || forgetting { unlink(path) }
        Foundation.close(descriptor)
    }
}
