import Foundation
import GRDB

/// The database: one connection, one writer, statements prepared once.
final class Store: Sendable {
    /// Whether the database outlives the process; what it holds of clocks and credentials matters only then.
    let isDurable: Bool
    private let queue: DatabaseQueue

    /// Opens the database of an instance and brings its tables up to date.
    init(file: String?) throws(EmulatorError) {
        isDurable = file != nil
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(2)
        do {
            if let file {
                StoredJSON.forget()
                configuration.prepareDatabase { db in
                    // The file belongs to one process; the lock goes with the process, however that ends.
                    try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                    try db.execute(sql: "PRAGMA journal_mode = WAL")
                    // What was answered with success is on the disk, also when the machine loses its power.
                    try db.execute(sql: "PRAGMA synchronous = FULL")
                }
                queue = try DatabaseQueue(path: file, configuration: configuration)
            } else {
                queue = try DatabaseQueue(configuration: configuration)
            }
            try Store.migrate(queue)
        } catch let error as EmulatorError {
            throw error
        } catch {
            throw .dataFile(path: file ?? ":memory:", reason: Store.reason(of: error))
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

    /// Runs statements that only read.
    func query<Result: Sendable>(_ statements: (Database) throws -> Result) throws -> Result {
        try queue.writeWithoutTransaction(statements)
    }

    /// Runs statements as one transaction, committed when this returns and undone when they throw.
    func change<Result: Sendable>(_ statements: (Database) throws -> Result) throws -> Result {
        try queue.writeWithoutTransaction { db in
            // Prepared once, where inTransaction would have SQLite read them each time.
            try db.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
            do {
                let result = try statements(db)
                try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
                return result
            } catch {
                // SQLite may have rolled back on its own; the first error is the one that tells.
                try? db.rollback()
                throw error
            }
        }
    }

    /// Closes the database; later use throws.
    func close() throws {
        try queue.close()
    }
}
