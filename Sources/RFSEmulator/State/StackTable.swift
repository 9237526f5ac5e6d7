import Foundation
import GRDB

/// One stored stack, without what it consists of.
struct StackRow: Sendable, Equatable {
    var sequence: Int64
    var name: String
    var id: String
    var description: String?
    /// The agencies as JSON text; nil when none were given.
    var agencies: String?
    var isProtected: Bool
    var rollsBack: Bool
    var created: Instant
    /// When the attributes changed last; runs move the time that is shown as well.
    var updated: Instant
    var timeline: Timeline
    /// The deployment that succeeded last; nil when none did.
    var stable: Int64?

    var key: PageKey { PageKey(created: created, sequence: sequence) }

    /// The update time as it is shown.
    func updated(at now: Instant) -> Instant { max(updated, timeline.phase(at: now).start) }

    func status(at now: Instant) -> StackStatus { timeline.phase(at: now).status }

    fileprivate init(_ row: Row) {
        sequence = row[0]
        name = row[1]
        id = row[2]
        description = (row[3] as Data?).map { String(decoding: $0, as: UTF8.self) }
        agencies = row[4]
        isProtected = row[5]
        rollsBack = row[6]
        created = Instant(milliseconds: row[7])
        updated = Instant(milliseconds: row[8])
        timeline = Timeline(text: row[9])
        stable = row[10]
    }
}

/// The stacks of one account in one region, as they are at one instant.
struct StackTable {
    let db: Database
    let account: Int64
    let region: String
    /// Stacks whose deletion has ended by then are not there any more.
    let now: Instant

    private static let columns = """
        sequence, name, id, description, agencies, protection, rollback, create_time, update_time, timeline, stable
        """
    private static let condition = "account = ? AND region = ? AND (gone_time IS NULL OR gone_time > ?)"
    private static let find = "SELECT \(columns) FROM stack WHERE \(condition) AND name = ?"
    private static let findIgnoringCase = "\(find) COLLATE NOCASE"
    private var bounds: StatementArguments { [account, region, now.milliseconds] }

    func find(_ name: String, ignoringCase: Bool = false) throws -> StackRow? {
        let statement = try db.cachedStatement(sql: ignoringCase ? Self.findIgnoringCase : Self.find)
        return try statement.first(bounds + [name], StackRow.init)
    }

    /// Stacks in the order of a scan, from behind a key on.
    func scan(_ scan: PageScan) throws -> [StackRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM stack WHERE \(Self.condition) \(scan.condition) \(scan.order)")
        return try statement.all(bounds + scan.arguments, StackRow.init)
    }

    /// The number of stacks, and how many of them are in their first deployment.
    func counts() throws -> (all: Int, creating: Int) {
        let statement = try db.cachedStatement(
            sql: "SELECT count(*), coalesce(sum(created_until > ?), 0) FROM stack WHERE \(Self.condition)")
        return try statement.first([now.milliseconds] + bounds) { ($0[0], $0[1]) } ?? (0, 0)
    }

    /// Removes a stack at once; only altered rules do.
    func delete(_ stack: StackRow) throws {
        try db.cachedStatement(sql: "DELETE FROM stack WHERE sequence = ?").execute(arguments: [stack.sequence])
    }

    /// Removes what is left of stacks whose deletion has ended.
    func purge() throws {
        try db.cachedStatement(sql: "DELETE FROM stack WHERE account = ? AND gone_time <= ?")
            .execute(arguments: [account, now.milliseconds])
    }

    /// Stores an empty stack.
    func insert(
        name: String, id: String, description: String?, agencies: String?, isProtected: Bool, rollsBack: Bool
    ) throws -> StackRow? {
        let timeline = Timeline(phases: [Timeline.Phase(start: now, status: .creationComplete)])
        try db.cachedStatement(
            sql: """
                INSERT INTO stack (account, region, name, id, description, agencies, protection, rollback,
                    create_time, update_time, timeline, created_until, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            account, region, name, id, description.map { Data($0.utf8) }, agencies, isProtected, rollsBack,
            now.milliseconds, now.milliseconds, timeline.text, now.milliseconds, StoredJSON.data(StackContent()),
        ])
        return try find(name)
    }

    /// Stores the attributes that an update may change.
    func update(_ stack: StackRow) throws {
        try db.cachedStatement(
            sql: """
                UPDATE stack SET id = ?, description = ?, agencies = ?, protection = ?, rollback = ?, update_time = ?
                WHERE sequence = ?
                """
        ).execute(arguments: [
            stack.id, stack.description.map { Data($0.utf8) }, stack.agencies, stack.isProtected, stack.rollsBack,
            stack.updated.milliseconds, stack.sequence,
        ])
    }

    /// What a stack consisted of before its last run, and that run.
    func content(of stack: StackRow) throws -> (base: StackContent, run: Run?) {
        let statement = try db.cachedStatement(sql: "SELECT content, run FROM stack WHERE sequence = ?")
        return try statement.first([stack.sequence]) { row in
            let run = try (row[1] as Data?).map { try StoredJSON.value(Run.self, $0) }
            return (try StoredJSON.value(StackContent.self, row[0]), run)
        } ?? (StackContent(), nil)
    }

    /// Stores what a stack consists of before a run, the run and its statuses.
    func begin(
        _ run: Run, phases: [Timeline.Phase], on stack: StackRow, from base: StackContent, stable: Int64?,
        createdUntil: Instant?, gone: Instant?
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE stack SET timeline = ?, content = ?, run = ?, stable = ?,
                    created_until = coalesce(?, created_until), gone_time = ? WHERE sequence = ?
                """
        ).execute(arguments: [
            Timeline(phases: phases).text, StoredJSON.data(base), StoredJSON.data(run), stable,
            createdUntil?.milliseconds, gone?.milliseconds, stack.sequence,
        ])
    }

    /// Stores another content of a stack whose last run has ended.
    func settle(_ stack: StackRow, _ content: StackContent) throws {
        try db.cachedStatement(sql: "UPDATE stack SET content = ?, run = NULL WHERE sequence = ?")
            .execute(arguments: [StoredJSON.data(content), stack.sequence])
    }
}
