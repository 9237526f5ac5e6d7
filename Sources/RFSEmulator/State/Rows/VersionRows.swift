import Foundation
import GRDB

/// The versions of modules of a data file, with their packages.
struct VersionRows {
    let db: Database

    /// Stores a new version with its package.
    func insert(_ version: VersionRecord, module: Int64) throws {
        try db.cachedStatement(
            sql: "INSERT INTO version (sequence, module, number, description, create_time) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [
            version.row.sequence, module, version.row.number, version.row.description.map { Data($0.utf8) },
            version.row.created.milliseconds,
        ])
        try db.cachedStatement(sql: "INSERT INTO package (version, object_key, content) VALUES (?, ?, ?)")
            .execute(arguments: [version.row.sequence, version.objectKey, Data(version.package)])
    }

    /// Stores another description of a version.
    func describe(_ version: VersionRow) throws {
        try db.cachedStatement(sql: "UPDATE version SET description = ? WHERE sequence = ?")
            .execute(arguments: [version.description.map { Data($0.utf8) }, version.sequence])
    }

    /// Removes a version and its package.
    func delete(_ sequence: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM version WHERE sequence = ?").execute(arguments: [sequence])
    }

    /// Adds all versions to the holdings of the accounts of their modules.
    func load(into holdings: inout [Int64: Holdings]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT version.sequence, module.account, version.module, version.number, version.description,
                    version.create_time, package.object_key, package.content FROM version
                JOIN module ON module.sequence = version.module
                JOIN package ON package.version = version.sequence
                ORDER BY version.create_time, version.sequence
                """)
        while let row = try rows.next() {
            let version = VersionRecord(
                row: VersionRow(
                    sequence: row[0], number: row[3],
                    description: (row[4] as Data?).map { String(decoding: $0, as: UTF8.self) },
                    created: Instant(milliseconds: row[5])),
                package: Array(row[7] as Data), objectKey: row[6])
            let account: Int64 = row[1]
            let module: Int64 = row[2]
            holdings[account]?.versions[module]?[version.key] = version
        }
    }
}
