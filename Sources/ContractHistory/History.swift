public import ContractCore
import Foundation
import GRDB

/// Every run that was made, in one SQLite file: verdicts and times, no evidence.
///
/// Several processes may use the file at once: it is in WAL mode, a writer waits for another one, and a run is written in
/// one transaction, so that a process that is killed leaves the whole run or nothing of it.
public final class History: Sendable {
    /// The path of the file.
    public let path: String
    private let queue: DatabaseQueue

    /// How long a process waits for another one that writes, in seconds.
    private static let patience = 30.0

    /// Opens a file, and makes it and its folder unless they are there.
    public init(path: String) throws(HistoryError) {
        self.path = path
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Self.patience)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            // The log is flushed at each commit, so that a run that was reported as kept survives a loss of power too.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        do {
            // Not asked of Foundation, which ends the process at a file whose name is one letter.
            if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
                try FileManager.default.createDirectory(
                    atPath: String(path[..<slash]), withIntermediateDirectories: true)
            }
            queue = try Self.open(path, configuration)
        } catch let error as HistoryError {
            throw error
        } catch {
            throw Self.failure(error, path)
        }
    }

    /// Opens the file and brings its tables up to date, again and again while other processes do the same.
    ///
    /// Neither the change to WAL mode nor the making of the first table waits for others by itself.
    private static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
        let end = ContinuousClock.now + .seconds(patience)
        while true {
            do {
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                try migrate(queue, path)
                return queue
            } catch let error as DatabaseError where isOfOthers(error) && ContinuousClock.now < end {
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// Whether an error is due to another process that makes the tables at this moment.
    private static func isOfOthers(_ error: DatabaseError) -> Bool {
        [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode)
            || error.message?.contains("grdb_migrations") == true
    }

    /// Brings the tables up to date, and refuses a database of somebody else.
    private static func migrate(_ queue: DatabaseQueue, _ path: String) throws {
        let migrator = HistorySchema.migrator
        // Another process may be making the tables at this moment, the migrator's own one first.
        let isForeign = try queue.read { db in
            let applied = try migrator.appliedIdentifiers(db)
            let others = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%grdb_migrations%'"
            let isEmpty = try Int.fetchOne(db, sql: others) == 0
            return try migrator.hasBeenSuperseded(db) || !(applied.contains(HistorySchema.first) || isEmpty)
        }
        if isForeign { throw HistoryError.foreign(path: path) }
        do {
            try migrator.migrate(queue)
        } catch {
            // Two processes may have found the file empty at once; the one that came second has nothing left to do.
            guard try queue.read({ try migrator.hasCompletedMigrations($0) }) else { throw error }
        }
    }

    /// Keeps a run and gives its number; numbers grow and are never used again.
    public func record(_ summary: RunSummary) throws(HistoryError) -> Int {
        try change { db in try HistoryRows.insert(summary, into: db) }
    }

    /// The last runs, newest first; of one target where it is named.
    public func runs(limit: Int, target: String? = nil) throws(HistoryError) -> [HistoryEntry] {
        try read { db in try HistoryRows.entries(db, limit: limit, target: target) }
    }

    /// The number of the run before another one of the same series, that is with its target, environment and selection.
    public func previous(before number: Int) throws(HistoryError) -> Int? {
        try read { db in try HistoryRows.previous(db, before: number) }
    }

    /// A run by its number, with all of its rules; nil when there is none.
    public func run(number: Int) throws(HistoryError) -> RunSummary? {
        try read { db in try HistoryRows.summary(db, number: number) }
    }

    /// The number of the newest run that a run's own identifier names; nil when there is none.
    public func number(ofRun id: String) throws(HistoryError) -> Int? {
        try read { db in try Int.fetchOne(db, sql: "SELECT max(number) FROM run WHERE id = ?", arguments: [id]) }
    }

    /// How a target fared in the runs of one series up to a run, at most `limit` of them.
    public func trend(upTo number: Int, limit: Int = 30) throws(HistoryError) -> Trend {
        try read { db in try HistoryRows.trend(db, upTo: number, limit: limit) }
    }

    /// Forgets all but the newest runs and gives how many were forgotten.
    public func keep(newest count: Int) throws(HistoryError) -> Int {
        try change { db in try HistoryRows.keep(db, newest: count) }
    }

    // MARK: Transactions

    private func read<Result: Sendable>(_ statements: @Sendable (Database) throws -> Result) throws(HistoryError)
        -> Result
    {
        do {
            return try queue.read(statements)
        } catch {
            throw Self.failure(error, path)
        }
    }

    private func change<Result: Sendable>(_ statements: @Sendable (Database) throws -> Result) throws(HistoryError)
        -> Result
    {
        do {
            return try queue.writeWithoutTransaction { db in
                // Immediate, so that a second writer waits at the beginning and not in the middle, where it would fail.
                var result: Result?
                try db.inTransaction(.immediate) {
                    result = try statements(db)
                    return .commit
                }
                guard let result else { throw DatabaseError(message: "the transaction gave no result") }
                return result
            }
        } catch {
            throw Self.failure(error, path)
        }
    }

    private static func failure(_ error: any Error, _ path: String) -> HistoryError {
        guard let error = error as? DatabaseError else { return .file(path: path, reason: error.localizedDescription) }
        switch error.resultCode {
        case .SQLITE_NOTADB: return .foreign(path: path)
        case .SQLITE_BUSY:
            return .file(path: path, reason: "another process has been writing it for \(Int(patience)) seconds")
        default: return .file(path: path, reason: error.message ?? "\(error)")
        }
    }
}
