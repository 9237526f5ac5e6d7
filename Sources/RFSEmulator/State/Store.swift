import Foundation
import GRDB
import Synchronization

/// What holds the state over restarts: a data file, or nothing.
///
/// The state itself is in memory, where requests find it. A file is read once, at the start; every change is in it
/// before it is answered.
final class Store: Sendable {
    private let queue: DatabaseQueue?
    private let lastSequence: Atomic<Int64>

    /// Whether the state outlives the process.
    var isDurable: Bool { queue != nil }

    /// Opens the data file of an instance, if it has one, and brings its tables up to date.
    init(file: String?) throws(EmulatorError) {
        guard let file else {
            queue = nil
            lastSequence = Atomic(0)
            return
        }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { db in
            // The file belongs to one process; the lock goes with the process, however that ends.
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            // What was answered with success is on the disk, also when the machine loses its power.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        do {
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            try Store.migrate(queue)
            let last = try queue.read { db in
                try Int64.fetchOne(db, sql: "SELECT max(seq) FROM sqlite_sequence WHERE name <> 'account'")
            }
            lastSequence = Atomic(last ?? 0)
            self.queue = queue
        } catch let error as EmulatorError {
            throw error
        } catch {
            throw .dataFile(path: file, reason: Store.reason(of: error))
        }
    }

    private static func migrate(_ queue: DatabaseQueue) throws {
        let migrator = Schema.migrator
        let foreign = try queue.read { db in
            let applied = try migrator.appliedIdentifiers(db)
            let isOurs = try db.tableExists("grdb_migrations") && applied.contains(Schema.first)
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
            return try migrator.hasBeenSuperseded(db) || !(isOurs || isEmpty)
        }
        if foreign { throw EmulatorError.dataFileVersion(path: queue.path) }
        try migrator.migrate(queue)
    }

    private static func reason(of error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(error)" }
        return error.resultCode == .SQLITE_BUSY ? "another process uses it" : error.message ?? "\(error)"
    }

    /// A sequence that nothing had before; what is newer has a larger one.
    func nextSequence() -> Int64 { lastSequence.add(1, ordering: .relaxed).newValue }

    /// Reads the data file; nil when there is none.
    func read<Result: Sendable>(_ statements: (Database) throws -> Result) throws -> Result? {
        try queue?.writeWithoutTransaction(statements)
    }

    /// Writes to the data file, if there is one: all in one transaction, undone when the statements throw.
    func write(_ statements: (Database) throws -> Void) throws {
        try queue?.writeWithoutTransaction { db in
            // Prepared once, where inTransaction would have SQLite read them each time.
            try db.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
            do {
                try statements(db)
                try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
            } catch {
                // SQLite may have rolled back on its own; the first error is the one that tells.
                try? db.rollback()
                throw error
            }
        }
    }

    /// Closes the data file; later writes throw.
    func close() throws {
        try queue?.close()
    }
}
