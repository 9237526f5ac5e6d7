import GRDB

/// The statements that bring the data file up to a change, carried out together once the change is complete.
final class RowLog {
    private var statements: [(Database) throws -> Void] = []

    /// Notes a statement.
    func add(_ statement: @escaping (Database) throws -> Void) { statements.append(statement) }

    /// Carries out all statements in order.
    func write(_ db: Database) throws {
        for statement in statements { try statement(db) }
    }
}
