import Foundation
import GRDB

/// One stored private module.
struct ModuleRow: Sendable, Equatable {
    var sequence: Int64
    var name: String
    var id: String
    var description: String?
    var created: Instant
    var updated: Instant

    var key: PageKey { PageKey(created: created, sequence: sequence) }

    fileprivate init(_ row: Row) {
        sequence = row[0]
        name = row[1]
        id = row[2]
        description = (row[3] as Data?).map { String(decoding: $0, as: UTF8.self) }
        created = Instant(milliseconds: row[4])
        updated = Instant(milliseconds: row[5])
    }
}

/// The modules of one account in one region.
struct ModuleTable {
    /// How far a look at modules reaches.
    enum Scope: Sendable {
        /// The own region of the own account.
        case own
        /// All regions of the own account.
        case account
        /// Everything.
        case instance

        fileprivate var condition: String {
            switch self {
            case .own: "account = ? AND region = ?"
            case .account: "account = ? AND ? IS NOT NULL"
            case .instance: "? IS NOT NULL AND ? IS NOT NULL"
            }
        }
    }

    let db: Database
    let account: Int64
    let region: String
    /// Wider than the own region only while rules are altered.
    var scope = Scope.own

    private static let columns = "sequence, name, id, description, create_time, update_time"

    func find(_ name: String, ignoringCase: Bool = false) throws -> ModuleRow? {
        let comparison = ignoringCase ? "name = ? COLLATE NOCASE" : "name = ?"
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM module WHERE \(scope.condition) AND \(comparison)")
        return try statement.first([account, region, name], ModuleRow.init)
    }

    /// The number of modules, kept by the database itself so that it costs the same at any size.
    func count() throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT modules FROM tally WHERE account = ? AND region = ?")
        return try Int.fetchOne(statement, arguments: [account, region]) ?? 0
    }

    /// Stores a module and gives the key of its row.
    ///
    /// - Parameter updated: the time of its last update, when that is not the time of its creation.
    func insert(
        name: String, id: String, description: String?, at now: Instant, updated: Instant? = nil
    ) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO module (account, region, name, id, description, create_time, update_time)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            account, region, name, id, description.map { Data($0.utf8) }, now.milliseconds,
            (updated ?? now).milliseconds,
        ])
        return db.lastInsertedRowID
    }

    func update(_ module: ModuleRow, description: String, at now: Instant) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE module SET description = ?, update_time = ? WHERE sequence = ?")
        try statement.execute(arguments: [Data(description.utf8), now.milliseconds, module.sequence])
    }

    /// Gives a module another id or moves its times; only altered rules do.
    func replace(_ module: ModuleRow, id: String, created: Instant, updated: Instant) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE module SET id = ?, create_time = ?, update_time = ? WHERE sequence = ?")
        try statement.execute(arguments: [id, created.milliseconds, updated.milliseconds, module.sequence])
    }

    /// The name of a module; nil when there is none of that key.
    func name(of sequence: Int64) throws -> String? {
        try String.fetchOne(db, sql: "SELECT name FROM module WHERE sequence = ?", arguments: [sequence])
    }

    /// Gives a module another name; only altered rules do.
    func rename(_ module: ModuleRow, to name: String) throws {
        try db.cachedStatement(sql: "UPDATE module SET name = ? WHERE sequence = ?")
            .execute(arguments: [name, module.sequence])
    }

    /// Removes a module; its versions and their packages go with it.
    func delete(_ module: ModuleRow) throws {
        try db.cachedStatement(sql: "DELETE FROM module WHERE sequence = ?").execute(arguments: [module.sequence])
    }

    /// Modules in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) throws -> [ModuleRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(Self.columns) FROM module WHERE \(scope.condition) \(scan.condition) \(scan.order)
                """)
        return try statement.all([account, region] + scan.arguments, ModuleRow.init)
    }
}
