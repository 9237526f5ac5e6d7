import Foundation
import GRDB

/// One stored version of a module.
struct VersionRow: Sendable, Equatable {
    var sequence: Int64
    var number: String
    var description: String?
    var created: Instant

    var key: PageKey { PageKey(created: created, sequence: sequence) }

    fileprivate init(_ row: Row) {
        sequence = row[0]
        number = row[1]
        description = (row[2] as Data?).map { String(decoding: $0, as: UTF8.self) }
        created = Instant(milliseconds: row[3])
    }
}

/// The versions of one module.
struct VersionTable {
    let db: Database
    let module: Int64

    private static let columns = "sequence, number, description, create_time"

    func find(_ number: String) throws -> VersionRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM version WHERE module = ? AND number = ?")
        return try statement.first([module, number], VersionRow.init)
    }

    /// The number of versions, kept by the database itself.
    func count() throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT versions FROM module WHERE sequence = ?")
        return try Int.fetchOne(statement, arguments: [module]) ?? 0
    }

    /// Stores a version with a copy of its package.
    func insert(
        number: String, description: String?, at now: Instant, package: [UInt8], objectKey: String
    ) throws {
        let version = try db.cachedStatement(
            sql: "INSERT INTO version (module, number, description, create_time) VALUES (?, ?, ?, ?)")
        try version.execute(arguments: [module, number, description.map { Data($0.utf8) }, now.milliseconds])
        let content = try db.cachedStatement(
            sql: "INSERT INTO package (version, object_key, content) VALUES (?, ?, ?)")
        try content.execute(arguments: [db.lastInsertedRowID, objectKey, Data(package)])
    }

    /// Gives a version another description; only altered rules do.
    func replace(_ version: VersionRow, description: String?) throws {
        try db.cachedStatement(sql: "UPDATE version SET description = ? WHERE sequence = ?")
            .execute(arguments: [description.map { Data($0.utf8) }, version.sequence])
    }

    /// Whether any module has a version of this number.
    static func isUsed(_ db: Database, _ number: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM version WHERE number = ?)", arguments: [number])
            ?? false
    }

    /// Versions of other modules; only altered rules ask.
    static func strangers(_ db: Database, _ module: ModuleRow) throws -> [VersionRow] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT \(columns) FROM version WHERE module <> ? LIMIT 10", arguments: [module.sequence])
        return rows.map(VersionRow.init)
    }

    /// Removes a version and its package.
    func delete(_ version: VersionRow) throws {
        try db.cachedStatement(sql: "DELETE FROM version WHERE sequence = ?").execute(arguments: [version.sequence])
    }

    /// Removes all versions.
    func deleteAll() throws {
        try db.cachedStatement(sql: "DELETE FROM version WHERE module = ?").execute(arguments: [module])
    }

    /// The key of the object that holds the package of a version.
    func objectKey(of version: VersionRow) throws -> String? {
        let statement = try db.cachedStatement(sql: "SELECT object_key FROM package WHERE version = ?")
        return try String.fetchOne(statement, arguments: [version.sequence])
    }

    /// The package of a version; only altered rules ask.
    func package(of version: VersionRow) throws -> [UInt8] {
        let content = try Data.fetchOne(
            db, sql: "SELECT content FROM package WHERE version = ?", arguments: [version.sequence])
        return Array(content ?? Data())
    }

    /// Versions in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) throws -> [VersionRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM version WHERE module = ? \(scan.condition) \(scan.order)")
        return try statement.all([module] + scan.arguments, VersionRow.init)
    }
}
