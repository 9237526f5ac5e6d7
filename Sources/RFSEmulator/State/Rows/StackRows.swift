import Foundation
import GRDB

/// The stacks of a data file, each with what it consists of.
struct StackRows {
    let db: Database

    /// Stores a stack as it is now.
    func put(_ stack: StackRow, _ parts: StackParts, account: Int64, region: String) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO stack (sequence, account, region, name, id, description, agencies, protection, rollback,
                    create_time, update_time, timeline, created_until, gone_time, stable, content, run)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sequence) DO UPDATE SET id = excluded.id, description = excluded.description,
                    agencies = excluded.agencies, protection = excluded.protection, rollback = excluded.rollback,
                    update_time = excluded.update_time, timeline = excluded.timeline,
                    created_until = excluded.created_until, gone_time = excluded.gone_time, stable = excluded.stable,
                    content = excluded.content, run = excluded.run
                """
        ).execute(arguments: [
            stack.sequence, account, region, stack.name, stack.id, stack.description.map { Data($0.utf8) },
            stack.agencies, stack.isProtected, stack.rollsBack, stack.created.milliseconds,
            stack.updated.milliseconds, stack.timeline.text, stack.createdUntil.milliseconds,
            stack.gone?.milliseconds, stack.stable, try JSONEncoder().encode(parts.base),
            try parts.run.map { try JSONEncoder().encode($0) },
        ])
    }

    /// Removes a stack with all that belongs to it.
    func delete(_ sequence: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM stack WHERE sequence = ?").execute(arguments: [sequence])
    }

    /// Adds all stacks to the holdings of their accounts, and what belongs to them.
    func load(into holdings: inout [Int64: Holdings]) throws {
        var parts = try DeploymentRows(db: db).load()
        try EventRows(db: db).load(into: &parts)
        try PlanRows(db: db).load(into: &parts)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, account, region, name, id, description, agencies, protection, rollback, create_time,
                    update_time, timeline, created_until, gone_time, stable, content, run FROM stack
                ORDER BY create_time, sequence
                """)
        while let row = try rows.next() {
            let stack = StackRow(
                sequence: row[0], name: row[3], id: row[4],
                description: (row[5] as Data?).map { String(decoding: $0, as: UTF8.self) }, agencies: row[6],
                isProtected: row[7], rollsBack: row[8], created: Instant(milliseconds: row[9]),
                updated: Instant(milliseconds: row[10]), timeline: Timeline(text: row[11]),
                createdUntil: Instant(milliseconds: row[12]),
                gone: (row[13] as Int64?).map { Instant(milliseconds: $0) }, stable: row[14])
            var own = parts[stack.sequence] ?? StackParts()
            own.base = try JSONDecoder().decode(StackContent.self, from: row[15] as Data)
            own.run = try (row[16] as Data?).map { try JSONDecoder().decode(Run.self, from: $0) }
            let account: Int64 = row[1]
            let region: String = row[2]
            holdings[account, default: Holdings()].stacks[region, default: Catalog()][stack.key] = stack
            holdings[account]?.parts[stack.sequence] = own
        }
    }
}
