import GRDB

/// What the daemon remembers: deliveries, their verdicts, runs and events, in SQLite.
///
/// WAL with `synchronous=FULL`: a committed row survives a power cut. The journal can always be rebuilt from the
/// spool's records and the manifests, so nothing depends on it alone. Calls wait on GRDB's own queues, not on the
/// cooperative pool.
package final class Journal: Sendable {
    package let path: String
    let pool: DatabasePool

    init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
    }

    /// Folds the log into the journal and closes it; later calls fail.
    package func close() throws(JournalError) {
        do {
            do {
                try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                // Someone still reads: the log stays beside the journal and the next start uses it.
            }
            try pool.close()
        } catch {
            throw JournalError(error, path: path)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(JournalError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw JournalError(error, path: path)
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(JournalError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw JournalError(error, path: path)
        }
    }
}
