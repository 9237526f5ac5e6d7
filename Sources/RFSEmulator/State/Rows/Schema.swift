import GRDB

/// The tables of the database.
///
/// Migrations have names, are only ever appended, and never edited.
enum Schema {
    /// The name of the first migration, by which a data file is recognised.
    static let first = "modules and accounts"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(first) { db in
            try db.execute(
                sql: """
                    CREATE TABLE instance (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
                    CREATE TABLE account (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                        domain_id TEXT NOT NULL UNIQUE,
                        project_id TEXT NOT NULL UNIQUE,
                        requests INTEGER NOT NULL,
                        advanced INTEGER NOT NULL,
                        identifiers INTEGER NOT NULL,
                        users INTEGER NOT NULL,
                        module_quota INTEGER NOT NULL,
                        version_quota INTEGER NOT NULL
                    );
                    CREATE TABLE user (
                        access_key TEXT PRIMARY KEY NOT NULL,
                        account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
                        secret_key TEXT NOT NULL,
                        token TEXT NOT NULL UNIQUE,
                        token_issued INTEGER NOT NULL,
                        security_token TEXT,
                        denied TEXT NOT NULL
                    ) WITHOUT ROWID;
                    CREATE INDEX user_account ON user (account);
                    CREATE TABLE module (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                        account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
                        region TEXT NOT NULL,
                        name TEXT NOT NULL,
                        id TEXT NOT NULL,
                        description BLOB,
                        create_time INTEGER NOT NULL,
                        update_time INTEGER NOT NULL,
                        versions INTEGER NOT NULL DEFAULT 0,
                        UNIQUE (account, region, name)
                    );
                    CREATE INDEX module_order ON module (account, region, create_time, sequence);
                    CREATE TABLE version (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                        module INTEGER NOT NULL REFERENCES module ON DELETE CASCADE,
                        number TEXT NOT NULL,
                        description BLOB,
                        create_time INTEGER NOT NULL,
                        UNIQUE (module, number)
                    );
                    CREATE INDEX version_order ON version (module, create_time, sequence);
                    CREATE TABLE package (
                        version INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
                        object_key TEXT NOT NULL UNIQUE,
                        content BLOB NOT NULL
                    );
                    CREATE TABLE object (
                        bucket BLOB NOT NULL,
                        object_key BLOB NOT NULL,
                        content_type TEXT NOT NULL,
                        etag TEXT NOT NULL,
                        modified INTEGER NOT NULL,
                        content BLOB NOT NULL,
                        PRIMARY KEY (bucket, object_key)
                    );
                    CREATE TABLE tally (
                        account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
                        region TEXT NOT NULL,
                        modules INTEGER NOT NULL,
                        PRIMARY KEY (account, region)
                    ) WITHOUT ROWID;
                    CREATE TRIGGER module_added AFTER INSERT ON module BEGIN
                        INSERT INTO tally VALUES (NEW.account, NEW.region, 1)
                            ON CONFLICT DO UPDATE SET modules = modules + 1;
                    END;
                    CREATE TRIGGER module_removed AFTER DELETE ON module BEGIN
                        UPDATE tally SET modules = modules - 1 WHERE account = OLD.account AND region = OLD.region;
                    END;
                    CREATE TRIGGER version_added AFTER INSERT ON version BEGIN
                        UPDATE module SET versions = versions + 1 WHERE sequence = NEW.module;
                    END;
                    CREATE TRIGGER version_removed AFTER DELETE ON version BEGIN
                        UPDATE module SET versions = versions - 1 WHERE sequence = OLD.module;
                    END;
                    """)
        }
        migrator.registerMigration("stacks and execution plans") { db in try db.execute(sql: stacks) }
        return migrator
    }
}
