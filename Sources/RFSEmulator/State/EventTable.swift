import Foundation
import GRDB

/// One stored event.
struct EventRow: Sendable {
    var sequence: Int64
    var time: Instant
    var type: String
    var message: String
    var resourceType: String?
    var resourceName: String?
    /// The number or key of the copy.
    var resourceKey: String?
    var resourceID: String?
    var elapsed: Int64?

    var key: PageKey { PageKey(created: time, sequence: sequence) }

    fileprivate init(_ row: Row) {
        sequence = row[0]
        time = Instant(milliseconds: row[1])
        type = row[2]
        message = String(decoding: row[3] as Data, as: UTF8.self)
        resourceType = row[4]
        resourceName = row[5]
        resourceKey = row[6]
        resourceID = row[7]
        elapsed = row[8]
    }
}

/// The events of one stack; those of a run are stored when it begins and seen when their time has come.
struct EventTable {
    let db: Database
    let stack: Int64

    func insert(_ events: [StackEvent], deployment: Int64?) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO event (stack, deployment, create_time, event_type, message, resource_type, resource_name,
                    resource_key, resource_id, elapsed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for event in events {
            try statement.execute(arguments: [
                stack, deployment, event.time.milliseconds, event.type, Data(event.message.utf8),
                event.resource?.type, event.resource?.name, event.resource?.index, event.physicalID, event.elapsed,
            ])
        }
    }

    /// Whether something of the stack came to a status, up to an instant.
    func has(_ status: ResourceStatus, until now: Instant) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM event WHERE stack = ? AND event_type = ? AND create_time <= ?)"
        let found = try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [stack, status.rawValue, now.milliseconds])
        return found ?? false
    }

    /// Events in the order of a scan, up to an instant.
    func scan(_ scan: PageScan, now: Instant, deployment: Int64?, filter: EventFilter) throws -> [EventRow] {
        var sql = """
            SELECT sequence, create_time, event_type, message, resource_type, resource_name, resource_key, resource_id,
                elapsed FROM event WHERE stack = ? AND create_time <= ?
            """
        var arguments: StatementArguments = [stack, now.milliseconds]
        if let deployment {
            sql += " AND deployment = ?"
            arguments += [deployment]
        }
        for part in filter.parts {
            let marks = Array(repeating: "?", count: part.values.count).joined(separator: ", ")
            sql += " AND \(part.attribute.rawValue) IN (\(marks))"
            arguments += StatementArguments(part.values)
        }
        let statement = try db.cachedStatement(sql: "\(sql) \(scan.condition) \(scan.order)")
        return try statement.all(arguments + scan.arguments, EventRow.init)
    }
}
