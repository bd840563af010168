import GRDB

extension Journal {
    /// The schema's history; a migration, once released, is never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE drops (
                        sha TEXT NOT NULL PRIMARY KEY CHECK (length(sha) = 64),
                        size INTEGER NOT NULL,
                        first_at TEXT NOT NULL
                    ) STRICT;
                    CREATE TABLE deliveries (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                        campaign TEXT NOT NULL,
                        delivery TEXT NOT NULL,
                        sha TEXT NOT NULL REFERENCES drops (sha),
                        name BLOB NOT NULL,
                        display TEXT NOT NULL,
                        state TEXT NOT NULL,
                        verdict TEXT CHECK (verdict IN ('accepted', 'rejected', 'duplicate')),
                        layer TEXT,
                        reason TEXT,
                        place TEXT,
                        remedy TEXT,
                        notes TEXT NOT NULL DEFAULT '[]',
                        duplicate_of TEXT,
                        attempts INTEGER NOT NULL DEFAULT 0,
                        claimed_at TEXT NOT NULL,
                        updated_at TEXT NOT NULL,
                        UNIQUE (campaign, delivery)
                    ) STRICT;
                    CREATE INDEX deliveries_by_sha ON deliveries (sha);
                    CREATE INDEX deliveries_by_state ON deliveries (campaign, state);
                    CREATE TABLE parts (
                        sequence INTEGER NOT NULL REFERENCES deliveries (sequence) ON DELETE CASCADE,
                        position INTEGER NOT NULL,
                        name BLOB NOT NULL,
                        display TEXT NOT NULL,
                        file TEXT NOT NULL,
                        sha TEXT NOT NULL CHECK (length(sha) = 64),
                        size INTEGER NOT NULL,
                        PRIMARY KEY (sequence, position)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE runs (
                        campaign TEXT NOT NULL,
                        name TEXT NOT NULL,
                        state TEXT NOT NULL CHECK (state IN ('running', 'published', 'failed')),
                        manifest TEXT,
                        reason TEXT,
                        started_at TEXT NOT NULL,
                        finished_at TEXT,
                        PRIMARY KEY (campaign, name)
                    ) STRICT;
                    CREATE TABLE events (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        at TEXT NOT NULL,
                        campaign TEXT NOT NULL,
                        subject TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        detail TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX events_by_subject ON events (campaign, subject);
                    """)
        }
        migrator.registerMigration("2") { database in
            // Tries that the daemon's own end cut off are told apart from tries whose reader died.
            try database.execute(
                sql: "ALTER TABLE deliveries ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("3") { database in
            // What of a folder or an archive was taken for layers, as JSON.
            try database.execute(sql: "ALTER TABLE deliveries ADD COLUMN contents TEXT NOT NULL DEFAULT '[]'")
        }
        return migrator
    }
}
