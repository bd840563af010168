import FoundationEssentials
import GRDB

extension Journal {
    /// Writes a run as it stands now; one of the same name is replaced.
    package func record(_ run: RunRecord) async throws(JournalError) {
        try await write { try Journal.insert(run, $0) }
    }

    /// The runs of a campaign, oldest first.
    package func runs(of campaign: String) async throws(JournalError) -> [RunRecord] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM runs WHERE campaign = ? ORDER BY started_at, name", arguments: [campaign]
            ).compactMap(Journal.run)
        }
    }

    /// Notes an event.
    package func note(_ event: EventRecord) async throws(JournalError) {
        try await write { database in
            try database.execute(
                sql: "INSERT INTO events (at, campaign, subject, kind, detail) VALUES (?, ?, ?, ?, ?)",
                arguments: [Time.text(event.at), event.campaign, event.subject, event.kind, event.detail])
        }
    }

    /// The newest events of a campaign, newest first.
    package func latestEvents(of campaign: String, limit: Int) async throws(JournalError) -> [EventRecord] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM events WHERE campaign = ? ORDER BY id DESC LIMIT ?",
                arguments: [campaign, max(limit, 0)]
            ).map { row in
                EventRecord(
                    at: try Time.date(row["at"]), campaign: row["campaign"], subject: row["subject"],
                    kind: row["kind"], detail: row["detail"])
            }
        }
    }

    /// Where each campaign stands, by name.
    package func statusSummary() async throws(JournalError) -> [CampaignSummary] {
        try await read { database in
            var summaries: [String: CampaignSummary] = [:]
            let counts = try Row.fetchAll(
                database,
                sql: """
                    SELECT campaign, state, count(*) AS drops, max(updated_at) AS latest
                    FROM deliveries GROUP BY campaign, state
                    """)
            for row in counts {
                let campaign: String = row["campaign"]
                var summary = summaries[campaign] ?? CampaignSummary(campaign: campaign, drops: [:])
                summary.drops[row["state"]] = row["drops"]
                let latest = try Time.date(row["latest"])
                summary.lastChange = max(summary.lastChange ?? latest, latest)
                summaries[campaign] = summary
            }
            // Oldest first, so that the last one written stays.
            for row in try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY started_at, name") {
                guard let run = try Journal.run(row) else { continue }
                summaries[run.campaign, default: CampaignSummary(campaign: run.campaign, drops: [:])].lastRun = run
            }
            return summaries.values.sorted { $0.campaign < $1.campaign }
        }
    }

    /// Brings in what the spool's records and the manifests say and the journal does not know, in one transaction.
    ///
    /// For a journal that was lost or lost its tail; doing it at every start does no harm. Deliveries keep the order in
    /// which they were claimed; a verdict is taken over only where the journal has none.
    package func rebuild(drops: [DropRecord], runs: [RunRecord]) async throws(JournalError) {
        try await write { database in
            for drop in drops.sorted(by: { ($0.claimedAt, $0.delivery) < ($1.claimedAt, $1.delivery) }) {
                try Journal.insert(drop, database)
                let known = try Journal.find(drop.campaign, drop.delivery, database)
                if known.verdict == nil, drop.verdict != nil { try Journal.decide(drop, database) }
            }
            for run in runs {
                let known = try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE campaign = ? AND name = ? AND state <> ?)",
                    arguments: [run.campaign, run.name, RunRecord.State.running.rawValue])
                if known != true { try Journal.insert(run, database) }
            }
        }
    }

    private static func insert(_ run: RunRecord, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO runs (campaign, name, state, manifest, reason, started_at, finished_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (campaign, name) DO UPDATE SET state = excluded.state, manifest = excluded.manifest,
                    reason = excluded.reason, started_at = excluded.started_at, finished_at = excluded.finished_at
                """,
            arguments: [
                run.campaign, run.name, run.state.rawValue, run.manifest, run.reason, Time.text(run.startedAt),
                run.finishedAt.map(Time.text),
            ])
    }

    private static func run(_ row: Row) throws -> RunRecord? {
        guard let state = RunRecord.State(rawValue: row["state"]) else { return nil }
        return RunRecord(
            campaign: row["campaign"], name: row["name"], state: state, manifest: row["manifest"],
            reason: row["reason"], startedAt: try Time.date(row["started_at"]),
            finishedAt: try (row["finished_at"] as String?).map(Time.date))
    }
}
