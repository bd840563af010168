package import FoundationEssentials
import GRDB

extension Journal {
    /// Records a delivery before its originals leave incoming/; one that is known already is given back as it stands.
    @discardableResult
    package func record(_ drop: DropRecord) async throws(JournalError) -> DropRecord {
        try await write { database in
            try Journal.insert(drop, database)
            return try Journal.find(drop.campaign, drop.delivery, database)
        }
    }

    /// Notes where a delivery stands.
    package func updateState(
        campaign: String, delivery: String, to state: String, at time: Date
    ) async throws(JournalError) {
        try await write { database in
            try database.execute(
                sql: "UPDATE deliveries SET state = ?, updated_at = ? WHERE campaign = ? AND delivery = ?",
                arguments: [state, Time.text(time), campaign, delivery])
            try Journal.expectOne(database, campaign, delivery)
        }
    }

    /// Writes a verdict: the record's state, verdict, layer, reason, place, remedy, notes and first delivery.
    package func decide(_ drop: DropRecord) async throws(JournalError) {
        try await write { database in
            try Journal.decide(drop, database)
            try Journal.expectOne(database, drop.campaign, drop.delivery)
        }
    }

    /// A delivery; `nil` where the journal knows none of that name.
    package func drop(campaign: String, delivery: String) async throws(JournalError) -> DropRecord? {
        try await read { database in
            try Journal.fetch(database, where: "campaign = ? AND delivery = ?", [campaign, delivery]).first
        }
    }

    /// What is made of each accepted drop of a campaign, in the order of delivery: one record is in memory at a time.
    package func acceptedDrops<Element: Sendable>(
        of campaign: String, as make: @escaping @Sendable (DropRecord) -> [Element]
    ) async throws(JournalError) -> [Element] {
        try await read { database in
            var made: [Element] = []
            try Journal.forEach(database, where: "campaign = ? AND verdict = 'accepted'", [campaign]) {
                made += make($0)
            }
            return made
        }
    }

    /// The deliveries of a campaign that have no verdict yet, in the order of delivery.
    package func undecidedDrops(of campaign: String) async throws(JournalError) -> [DropRecord] {
        try await read { database in
            try Journal.fetch(database, where: "campaign = ? AND verdict IS NULL", [campaign])
        }
    }

    /// The newest deliveries of a campaign, newest first.
    package func latestDrops(of campaign: String, limit: Int) async throws(JournalError) -> [DropRecord] {
        try await read { database in
            try Journal.fetch(
                database, where: "campaign = ?", [campaign], order: "sequence DESC LIMIT \(max(limit, 0))")
        }
    }

    /// The first accepted delivery of these bytes in a campaign, other than the one that is asked about.
    package func accepted(
        sha: String, campaign: String, otherThan delivery: String
    ) async throws(JournalError) -> DropRecord? {
        try await read { database in
            try Journal.fetch(
                database, where: "campaign = ? AND sha = ? AND verdict = 'accepted' AND delivery <> ?",
                [campaign, sha, delivery], order: "sequence LIMIT 1"
            ).first
        }
    }
}

extension Journal {
    static func insert(_ drop: DropRecord, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO drops (sha, size, first_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [drop.sha, drop.size, Time.text(drop.claimedAt)])
        try database.execute(
            sql: """
                INSERT INTO deliveries (campaign, delivery, sha, name, display, state, attempts, claimed_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (campaign, delivery) DO NOTHING
                """,
            arguments: [
                drop.campaign, drop.delivery, drop.sha, Data(drop.name), drop.display, drop.state, drop.attempts,
                Time.text(drop.claimedAt), Time.text(drop.updatedAt),
            ])
        guard database.changesCount == 1 else { return }
        let sequence = database.lastInsertedRowID
        for (position, part) in drop.parts.enumerated() {
            try database.execute(
                sql: """
                    INSERT INTO parts (sequence, position, name, display, file, sha, size)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    sequence, position, Data(part.name), part.display, part.file, part.sha, part.size,
                ])
        }
    }

    static func decide(_ drop: DropRecord, _ database: Database) throws {
        let notes = try JSONEncoder().encode(drop.notes)
        let contents = try JSONEncoder().encode(drop.contents)
        try database.execute(
            sql: """
                UPDATE deliveries
                SET state = ?, verdict = ?, layer = ?, reason = ?, place = ?, remedy = ?, notes = ?, contents = ?,
                    duplicate_of = ?, updated_at = ?
                WHERE campaign = ? AND delivery = ?
                """,
            arguments: [
                drop.state, drop.verdict?.rawValue, drop.layer, drop.reason, drop.place, drop.remedy,
                String(decoding: notes, as: UTF8.self), String(decoding: contents, as: UTF8.self), drop.duplicateOf,
                Time.text(drop.updatedAt), drop.campaign, drop.delivery,
            ])
    }

    static func find(_ campaign: String, _ delivery: String, _ database: Database) throws -> DropRecord {
        let found = try fetch(database, where: "campaign = ? AND delivery = ?", [campaign, delivery])
        guard let drop = found.first else { throw unknown(campaign, delivery) }
        return drop
    }

    static func expectOne(_ database: Database, _ campaign: String, _ delivery: String) throws {
        guard database.changesCount == 1 else { throw unknown(campaign, delivery) }
    }

    private static func unknown(_ campaign: String, _ delivery: String) -> JournalError {
        JournalError(
            code: .notFound, path: "journal", reason: "campaign \(campaign) has no delivery \(delivery)",
            remedy: "record it first")
    }

    static func fetch(
        _ database: Database, where condition: String, _ arguments: StatementArguments, order: String = "sequence"
    ) throws -> [DropRecord] {
        var drops: [DropRecord] = []
        try forEach(database, where: condition, arguments, order: order) { drops.append($0) }
        return drops
    }

    private static func forEach(
        _ database: Database, where condition: String, _ arguments: StatementArguments, order: String = "sequence",
        do body: (DropRecord) -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT deliveries.*, drops.size AS size FROM deliveries JOIN drops USING (sha)
                WHERE \(condition) ORDER BY \(order)
                """,
            arguments: arguments)
        let statement = try database.cachedStatement(
            sql: "SELECT * FROM parts WHERE sequence = ? ORDER BY position")
        while let row = try rows.next() {
            let sequence: Int64 = row["sequence"]
            let parts = try Row.fetchAll(statement, arguments: [sequence]).map { part in
                DropRecord.Part(
                    name: Array(part["name"] as Data), display: part["display"], file: part["file"], sha: part["sha"],
                    size: part["size"])
            }
            body(try drop(row, parts))
        }
    }

    private static func drop(_ row: Row, _ parts: [DropRecord.Part]) throws -> DropRecord {
        let notes: String = row["notes"]
        let contents: String = row["contents"]
        var drop = DropRecord(
            campaign: row["campaign"], delivery: row["delivery"], sha: row["sha"], name: Array(row["name"] as Data),
            display: row["display"], size: row["size"], state: row["state"],
            verdict: (row["verdict"] as String?).flatMap(DropRecord.Verdict.init(rawValue:)), layer: row["layer"],
            reason: row["reason"], place: row["place"], remedy: row["remedy"],
            notes: try JSONDecoder().decode([String].self, from: Data(notes.utf8)), duplicateOf: row["duplicate_of"],
            attempts: row["attempts"], claimedAt: try Time.date(row["claimed_at"]),
            updatedAt: try Time.date(row["updated_at"]), parts: parts)
        drop.sequence = row["sequence"]
        drop.interruptions = row["interruptions"]
        drop.contents = try JSONDecoder().decode([DropRecord.Content].self, from: Data(contents.utf8))
        return drop
    }
}
