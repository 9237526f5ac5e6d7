extension Schema {
    /// The tables of stacks, their deployments and events, and of execution plans.
    ///
    /// A template belongs to what was made of it; the object store serves it by its key.
    static let stacks = """
        ALTER TABLE account ADD COLUMN stack_quota INTEGER NOT NULL DEFAULT 100;
        ALTER TABLE account ADD COLUMN plan_quota INTEGER NOT NULL DEFAULT 100;
        ALTER TABLE account ADD COLUMN parallel_quota INTEGER NOT NULL DEFAULT 50;
        CREATE TABLE stack (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
            region TEXT NOT NULL,
            name TEXT NOT NULL,
            id TEXT NOT NULL,
            description BLOB,
            agencies TEXT,
            protection INTEGER NOT NULL,
            rollback INTEGER NOT NULL,
            create_time INTEGER NOT NULL,
            update_time INTEGER NOT NULL,
            timeline TEXT NOT NULL,
            created_until INTEGER NOT NULL,
            gone_time INTEGER,
            stable INTEGER,
            content BLOB NOT NULL,
            run BLOB,
            UNIQUE (account, region, name)
        );
        CREATE INDEX stack_order ON stack (account, region, create_time, sequence);
        CREATE INDEX stack_gone ON stack (account, gone_time) WHERE gone_time IS NOT NULL;
        CREATE TABLE deployment (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            stack INTEGER NOT NULL REFERENCES stack ON DELETE CASCADE,
            id TEXT NOT NULL,
            inputs BLOB,
            blueprint BLOB,
            object_key TEXT,
            template BLOB,
            create_time INTEGER NOT NULL,
            UNIQUE (stack, id)
        );
        CREATE INDEX deployment_object ON deployment (object_key) WHERE object_key IS NOT NULL;
        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            stack INTEGER NOT NULL REFERENCES stack ON DELETE CASCADE,
            deployment INTEGER REFERENCES deployment ON DELETE CASCADE,
            create_time INTEGER NOT NULL,
            event_type TEXT NOT NULL,
            message BLOB NOT NULL,
            resource_type TEXT,
            resource_name TEXT,
            resource_key TEXT,
            resource_id TEXT,
            elapsed INTEGER
        );
        CREATE INDEX event_order ON event (stack, create_time, sequence);
        CREATE INDEX event_deployment ON event (deployment);
        CREATE TABLE plan (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            stack INTEGER NOT NULL REFERENCES stack ON DELETE CASCADE,
            name TEXT NOT NULL,
            id TEXT NOT NULL,
            description BLOB,
            create_time INTEGER NOT NULL,
            ready_time INTEGER NOT NULL,
            failure BLOB,
            apply_time INTEGER,
            applied_time INTEGER,
            expired INTEGER NOT NULL DEFAULT 0,
            inputs BLOB NOT NULL,
            blueprint BLOB,
            items BLOB,
            template BLOB NOT NULL,
            UNIQUE (stack, name)
        );
        CREATE INDEX plan_order ON plan (stack, create_time, sequence);
        """
}
