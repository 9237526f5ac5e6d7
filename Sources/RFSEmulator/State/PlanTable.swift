import Foundation
import GRDB

/// One stored execution plan, without what it would do.
struct PlanRow: Sendable, Equatable {
    var sequence: Int64
    var name: String
    var id: String
    var description: String?
    var created: Instant
    /// When the plan is made.
    var ready: Instant
    /// Why it could not be made; nil when it could.
    var failure: String?
    /// When it was applied, and when that run ends; nil when it was not.
    var applied: Instant?
    var appliedUntil: Instant?
    /// Whether the stack was deployed since.
    var isExpired: Bool

    var key: PageKey { PageKey(created: created, sequence: sequence) }

    func status(at now: Instant) -> PlanStatus {
        if now < ready { return .creationInProgress }
        if failure != nil { return .creationFailed }
        guard let appliedUntil else { return .available }
        return now < appliedUntil ? .applyInProgress : .applied
    }

    fileprivate init(_ row: Row) {
        sequence = row[0]
        name = row[1]
        id = row[2]
        description = (row[3] as Data?).map { String(decoding: $0, as: UTF8.self) }
        created = Instant(milliseconds: row[4])
        ready = Instant(milliseconds: row[5])
        failure = (row[6] as Data?).map { String(decoding: $0, as: UTF8.self) }
        applied = (row[7] as Int64?).map { Instant(milliseconds: $0) }
        appliedUntil = (row[8] as Int64?).map { Instant(milliseconds: $0) }
        isExpired = row[9]
    }
}

/// The execution plans of one stack.
struct PlanTable {
    let db: Database
    let stack: Int64

    private static let columns = """
        sequence, name, id, description, create_time, ready_time, failure, apply_time, applied_time, expired
        """

    private static let find = "SELECT \(columns) FROM plan WHERE stack = ? AND name = ?"
    private static let findIgnoringCase = "\(find) COLLATE NOCASE"

    func find(_ name: String, ignoringCase: Bool = false) throws -> PlanRow? {
        let statement = try db.cachedStatement(sql: ignoringCase ? Self.findIgnoringCase : Self.find)
        return try statement.first([stack, name], PlanRow.init)
    }

    /// Plans in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) throws -> [PlanRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM plan WHERE stack = ? \(scan.condition) \(scan.order)")
        return try statement.all([stack] + scan.arguments, PlanRow.init)
    }

    func count() throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM plan WHERE stack = ?")
        return try Int.fetchOne(statement, arguments: [stack]) ?? 0
    }

    /// The number of plans of all stacks of an account that are being made.
    func countInProgress(account: Int64, at now: Instant) throws -> Int {
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*) FROM plan JOIN stack ON stack.sequence = plan.stack
                WHERE stack.account = ? AND plan.ready_time > ?
                """)
        return try Int.fetchOne(statement, arguments: [account, now.milliseconds]) ?? 0
    }

    /// Whether a plan of any stack has this name.
    static func isUsed(_ db: Database, _ name: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM plan WHERE name = ?)", arguments: [name]) ?? false
    }

    /// Stores a plan with all that applying it needs.
    func insert(
        name: String, id: String, description: String?, at now: Instant, ready: Instant, failure: String?,
        draft: PlanDraft
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO plan (stack, name, id, description, create_time, ready_time, failure, inputs, blueprint,
                    items, template) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            stack, name, id, description.map { Data($0.utf8) }, now.milliseconds, ready.milliseconds,
            failure.map { Data($0.utf8) }, StoredJSON.data(draft.inputs), StoredJSON.data(draft.target),
            StoredJSON.data(draft.items), Data(draft.template),
        ])
    }

    /// All that was worked out when a plan was made.
    func draft(of plan: PlanRow) throws -> PlanDraft? {
        let statement = try db.cachedStatement(
            sql: "SELECT inputs, blueprint, items, template FROM plan WHERE sequence = ?")
        return try statement.first([plan.sequence]) { row in
            PlanDraft(
                inputs: try StoredJSON.value(DeploymentInputs.self, row[0]),
                target: try StoredJSON.value(DeploymentTarget.self, row[1]),
                items: try StoredJSON.value([PlanItem].self, row[2]), template: Array(row[3] as Data))
        }
    }

    /// Notes that a plan is being applied until an instant.
    func apply(_ plan: PlanRow, at now: Instant, until end: Instant) throws {
        try db.cachedStatement(sql: "UPDATE plan SET apply_time = ?, applied_time = ? WHERE sequence = ?")
            .execute(arguments: [now.milliseconds, end.milliseconds, plan.sequence])
    }

    /// Makes all plans that are not applied unusable.
    func expireAll() throws {
        try db.cachedStatement(sql: "UPDATE plan SET expired = 1 WHERE stack = ? AND apply_time IS NULL")
            .execute(arguments: [stack])
    }

    func delete(_ plan: PlanRow) throws {
        try db.cachedStatement(sql: "DELETE FROM plan WHERE sequence = ?").execute(arguments: [plan.sequence])
    }
}
