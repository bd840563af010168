package import FoundationEssentials
import GRDB

extension Journal {
    /// Counts a try before it begins, so that a file which ends the daemon itself is seen; gives the record with it.
    package func beginTry(
        campaign: String, delivery: String, state: String, at time: Date
    ) async throws(JournalError) -> DropRecord {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE deliveries SET interruptions = interruptions + 1, state = ?, updated_at = ?
                    WHERE campaign = ? AND delivery = ?
                    """,
                arguments: [state, Time.text(time), campaign, delivery])
            return try Journal.find(campaign, delivery, database)
        }
    }

    /// Notes that a try ended, whatever came of it, and whether its reader died; gives the record with it.
    @discardableResult
    package func endTry(
        campaign: String, delivery: String, readerDied: Bool
    ) async throws(JournalError) -> DropRecord {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE deliveries SET interruptions = max(interruptions - 1, 0), attempts = attempts + ?
                    WHERE campaign = ? AND delivery = ?
                    """,
                arguments: [readerDied ? 1 : 0, campaign, delivery])
            return try Journal.find(campaign, delivery, database)
        }
    }

    /// Forgets the verdict on a delivery that was put back by a person, and how often its reader died.
    package func reopen(campaign: String, delivery: String, state: String, at time: Date) async throws(JournalError) {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE deliveries
                    SET state = ?, verdict = NULL, layer = NULL, reason = NULL, place = NULL, remedy = NULL,
                        notes = '[]', duplicate_of = NULL, attempts = 0, interruptions = 0, updated_at = ?
                    WHERE campaign = ? AND delivery = ?
                    """,
                arguments: [state, Time.text(time), campaign, delivery])
            try Journal.expectOne(database, campaign, delivery)
        }
    }

    /// The names of all deliveries of a campaign with a verdict, and which it is.
    package func verdicts(of campaign: String) async throws(JournalError) -> [String: DropRecord.Verdict] {
        try await read { database in
            var found: [String: DropRecord.Verdict] = [:]
            let rows = try Row.fetchCursor(
                database, sql: "SELECT delivery, verdict FROM deliveries WHERE campaign = ? AND verdict IS NOT NULL",
                arguments: [campaign])
            while let row = try rows.next() {
                found[row["delivery"]] = DropRecord.Verdict(rawValue: row["verdict"])
            }
            return found
        }
    }
}
