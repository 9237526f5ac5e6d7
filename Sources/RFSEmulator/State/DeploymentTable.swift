import Foundation
import GRDB

/// What a caller gave for a deployment or a plan, beside the template.
struct DeploymentInputs: Sendable, Hashable, Codable {
    /// The name under which the template is offered for download.
    var templateName: String
    /// `vars_structure` as JSON text.
    var variables: String?
    var variablesBody: String?
    var variablesFile: String?
}

/// What a deployment leads to: a blueprint, or the reasons why there is none.
struct DeploymentTarget: Sendable, Hashable, Codable {
    var blueprint: Blueprint?
    var problems: [String] = []

    init(_ result: Result<Blueprint, DeploymentProblem>) {
        switch result {
        case .success(let blueprint): self.blueprint = blueprint
        case .failure(let problem): problems = problem.messages
        }
    }

    var result: Result<Blueprint, DeploymentProblem> {
        blueprint.map { .success($0) } ?? .failure(DeploymentProblem(messages: problems))
    }
}

/// One deployment with a template.
struct DeploymentRow: Sendable {
    var sequence: Int64
    var inputs: DeploymentInputs
    var target: DeploymentTarget
    var objectKey: String
}

/// The deployments and rollbacks of one stack.
struct DeploymentTable {
    let db: Database
    let stack: Int64

    /// Stores a deployment with its template, and gives the key of its row.
    func insert(
        id: String, inputs: DeploymentInputs, target: DeploymentTarget, template: [UInt8], objectKey: String,
        at now: Instant
    ) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO deployment (stack, id, inputs, blueprint, object_key, template, create_time)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            stack, id, StoredJSON.data(inputs), StoredJSON.data(target), objectKey, Data(template), now.milliseconds,
        ])
        return db.lastInsertedRowID
    }

    /// Stores a rollback, which has no template of its own.
    func insertRollback(id: String, at now: Instant) throws -> Int64 {
        try db.cachedStatement(sql: "INSERT INTO deployment (stack, id, create_time) VALUES (?, ?, ?)")
            .execute(arguments: [stack, id, now.milliseconds])
        return db.lastInsertedRowID
    }

    /// The row of an id; nil when the stack has no such deployment.
    func sequence(of id: String) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT sequence FROM deployment WHERE stack = ? AND id = ?")
        return try Int64.fetchOne(statement, arguments: [stack, id])
    }

    /// The latest deployments with a template, newest first.
    ///
    /// - Parameter started: deployments of a later instant are left out.
    func latest(startedBefore instant: Instant? = nil, count: Int = 1) throws -> [DeploymentRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, inputs, blueprint, object_key FROM deployment
                WHERE stack = ? AND template IS NOT NULL AND create_time < ? ORDER BY sequence DESC LIMIT ?
                """)
        let limit = instant?.milliseconds ?? .max
        return try statement.all([stack, limit, count], row)
    }

    func find(_ sequence: Int64) throws -> DeploymentRow? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, inputs, blueprint, object_key FROM deployment
                WHERE sequence = ? AND template IS NOT NULL
                """)
        return try statement.first([sequence], row)
    }

    /// The template of a deployment.
    func template(of deployment: DeploymentRow) throws -> [UInt8] {
        let statement = try db.cachedStatement(sql: "SELECT template FROM deployment WHERE sequence = ?")
        return try Data.fetchOne(statement, arguments: [deployment.sequence]).map(Array.init) ?? []
    }

    private func row(_ row: Row) throws -> DeploymentRow {
        DeploymentRow(
            sequence: row[0], inputs: try StoredJSON.value(DeploymentInputs.self, row[1]),
            target: try StoredJSON.value(DeploymentTarget.self, row[2]), objectKey: row[3])
    }
}
