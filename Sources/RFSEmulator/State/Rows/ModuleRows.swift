import Foundation
import GRDB

/// The modules of a data file.
struct ModuleRows {
    let db: Database

    /// Stores a module as it is now.
    func put(_ module: ModuleRow, account: Int64, region: String) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO module (sequence, account, region, name, id, description, create_time, update_time)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sequence) DO UPDATE SET name = excluded.name, id = excluded.id,
                    description = excluded.description, create_time = excluded.create_time,
                    update_time = excluded.update_time
                """
        ).execute(arguments: [
            module.sequence, account, region, module.name, module.id, module.description.map { Data($0.utf8) },
            module.created.milliseconds, module.updated.milliseconds,
        ])
    }

    /// Removes a module; its versions and their packages go with it.
    func delete(_ sequence: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM module WHERE sequence = ?").execute(arguments: [sequence])
    }

    /// Adds all modules to the holdings of their accounts.
    func load(into holdings: inout [Int64: Holdings]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, account, region, name, id, description, create_time, update_time FROM module
                ORDER BY create_time, sequence
                """)
        while let row = try rows.next() {
            let module = ModuleRow(
                sequence: row[0], name: row[3], id: row[4],
                description: (row[5] as Data?).map { String(decoding: $0, as: UTF8.self) },
                created: Instant(milliseconds: row[6]), updated: Instant(milliseconds: row[7]))
            let account: Int64 = row[1]
            let region: String = row[2]
            holdings[account, default: Holdings()].modules[region, default: Catalog()][module.key] = module
            holdings[account]?.versions[module.sequence] = Catalog()
        }
    }
}
