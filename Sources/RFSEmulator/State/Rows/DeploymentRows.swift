import Foundation
import GRDB

/// The deployments and rollbacks of a data file.
struct DeploymentRows {
    let db: Database

    /// Stores a new deployment or rollback.
    func insert(_ deployment: DeploymentRecord, stack: Int64) throws {
        let source = deployment.source
        try db.cachedStatement(
            sql: """
                INSERT INTO deployment (sequence, stack, id, inputs, blueprint, object_key, template, create_time)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            deployment.sequence, stack, deployment.id, try source.map { try JSONEncoder().encode($0.inputs) },
            try source.map { try JSONEncoder().encode($0.target) }, source?.objectKey,
            source.map { _ in Data(deployment.template) }, deployment.created.milliseconds,
        ])
    }

    /// All deployments, by the sequence of their stack.
    func load() throws -> [Int64: StackParts] {
        var parts: [Int64: StackParts] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, stack, id, create_time, inputs, blueprint, object_key, template FROM deployment
                ORDER BY sequence
                """)
        while let row = try rows.next() {
            let sequence: Int64 = row[0]
            var deployment = DeploymentRecord(
                sequence: sequence, id: row[2], created: Instant(milliseconds: row[3]))
            if let template = row[7] as Data? {
                deployment.source = DeploymentRow(
                    sequence: sequence, inputs: try JSONDecoder().decode(DeploymentInputs.self, from: row[4] as Data),
                    target: try JSONDecoder().decode(DeploymentTarget.self, from: row[5] as Data), objectKey: row[6])
                deployment.template = Array(template)
            }
            let stack: Int64 = row[1]
            parts[stack, default: StackParts()].deployments.append(deployment)
        }
        return parts
    }
}
