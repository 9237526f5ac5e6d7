import Foundation
import GRDB

/// The events of a data file.
struct EventRows {
    let db: Database

    /// Stores a new event.
    func insert(_ event: EventRow, stack: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO event (sequence, stack, deployment, create_time, event_type, message, resource_type,
                    resource_name, resource_key, resource_id, elapsed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            event.sequence, stack, event.deployment, event.time.milliseconds, event.type, Data(event.message.utf8),
            event.resourceType, event.resourceName, event.resourceKey, event.resourceID, event.elapsed,
        ])
    }

    /// Adds all events to what belongs to their stacks.
    func load(into parts: inout [Int64: StackParts]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, stack, deployment, create_time, event_type, message, resource_type, resource_name,
                    resource_key, resource_id, elapsed FROM event ORDER BY create_time, sequence
                """)
        while let row = try rows.next() {
            let event = EventRow(
                sequence: row[0], deployment: row[2], time: Instant(milliseconds: row[3]), type: row[4],
                message: String(decoding: row[5] as Data, as: UTF8.self), resourceType: row[6], resourceName: row[7],
                resourceKey: row[8], resourceID: row[9], elapsed: row[10])
            let stack: Int64 = row[1]
            parts[stack, default: StackParts()].events[event.key] = event
        }
    }
}
