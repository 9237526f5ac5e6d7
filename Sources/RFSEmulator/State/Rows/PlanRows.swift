import Foundation
import GRDB

/// The execution plans of a data file, each with what it would do.
struct PlanRows {
    let db: Database

    /// Stores a new plan.
    func insert(_ plan: PlanRecord, stack: Int64) throws {
        let row = plan.row
        try db.cachedStatement(
            sql: """
                INSERT INTO plan (sequence, stack, name, id, description, create_time, ready_time, failure, inputs,
                    blueprint, items, template) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            row.sequence, stack, row.name, row.id, row.description.map { Data($0.utf8) }, row.created.milliseconds,
            row.ready.milliseconds, row.failure.map { Data($0.utf8) }, try JSONEncoder().encode(plan.draft.inputs),
            try JSONEncoder().encode(plan.draft.target), try JSONEncoder().encode(plan.draft.items),
            Data(plan.draft.template),
        ])
    }

    /// Stores whether a plan was applied and whether it is expired.
    func update(_ plan: PlanRow) throws {
        try db.cachedStatement(
            sql: "UPDATE plan SET apply_time = ?, applied_time = ?, expired = ? WHERE sequence = ?"
        ).execute(arguments: [
            plan.applied?.milliseconds, plan.appliedUntil?.milliseconds, plan.isExpired, plan.sequence,
        ])
    }

    /// Removes a plan.
    func delete(_ sequence: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM plan WHERE sequence = ?").execute(arguments: [sequence])
    }

    /// Adds all plans to what belongs to their stacks.
    func load(into parts: inout [Int64: StackParts]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, stack, name, id, description, create_time, ready_time, failure, apply_time,
                    applied_time, expired, inputs, blueprint, items, template FROM plan
                ORDER BY create_time, sequence
                """)
        while let row = try rows.next() {
            let plan = PlanRow(
                sequence: row[0], name: row[2], id: row[3],
                description: (row[4] as Data?).map { String(decoding: $0, as: UTF8.self) },
                created: Instant(milliseconds: row[5]), ready: Instant(milliseconds: row[6]),
                failure: (row[7] as Data?).map { String(decoding: $0, as: UTF8.self) },
                applied: (row[8] as Int64?).map { Instant(milliseconds: $0) },
                appliedUntil: (row[9] as Int64?).map { Instant(milliseconds: $0) }, isExpired: row[10])
            let draft = PlanDraft(
                inputs: try JSONDecoder().decode(DeploymentInputs.self, from: row[11] as Data),
                target: try JSONDecoder().decode(DeploymentTarget.self, from: row[12] as Data),
                items: try JSONDecoder().decode([PlanItem].self, from: row[13] as Data),
                template: Array(row[14] as Data))
            let stack: Int64 = row[1]
            parts[stack, default: StackParts()].plans[plan.key] = PlanRecord(row: plan, draft: draft)
        }
    }
}
