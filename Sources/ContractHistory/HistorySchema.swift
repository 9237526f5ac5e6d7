import GRDB

/// The tables of a history.
///
/// A migration that was published is never changed; a new layout is a new migration.
enum HistorySchema {
    /// The name of the first migration, by which a history is told from another program's database.
    static let first = "history-1"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(first) { db in
            try db.execute(
                sql: """
                    CREATE TABLE run (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL,
                        started_at TEXT NOT NULL,
                        seconds REAL NOT NULL,
                        target TEXT NOT NULL,
                        environment TEXT NOT NULL,
                        selection TEXT,
                        suite_digest TEXT NOT NULL,
                        conformance TEXT NOT NULL,
                        held INTEGER NOT NULL,
                        decided INTEGER NOT NULL,
                        latency_median REAL,
                        latency_high REAL,
                        facts TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX run_by_id ON run (id);
                    CREATE INDEX run_by_target ON run (target, environment, number);
                    -- What a rule says, once a revision: runs of the same contracts share it.
                    CREATE TABLE rule (
                        key INTEGER PRIMARY KEY,
                        text TEXT NOT NULL UNIQUE
                    ) STRICT;
                    CREATE TABLE rule_result (
                        run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
                        place INTEGER NOT NULL,
                        rule INTEGER NOT NULL REFERENCES rule,
                        verdict TEXT NOT NULL,
                        disposition TEXT NOT NULL,
                        seconds REAL NOT NULL,
                        latency REAL,
                        PRIMARY KEY (run, place)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX rule_result_by_rule ON rule_result (rule, run);
                    CREATE TABLE case_result (
                        run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
                        rule_place INTEGER NOT NULL,
                        place INTEGER NOT NULL,
                        row TEXT,
                        verdict TEXT NOT NULL,
                        disposition TEXT NOT NULL,
                        reason TEXT,
                        flaky INTEGER NOT NULL,
                        PRIMARY KEY (run, rule_place, place)
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        return migrator
    }
}
