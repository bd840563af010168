import GRDB
import Glibc

extension Journal {
    /// What was found at the journal's place.
    package enum Condition: Hashable, Sendable {
        case intact
        /// None was there. The caller rebuilds it if the spool holds records.
        case created
        /// It was damaged, lies at that path now, and an empty one is in its place. The caller rebuilds it.
        case replaced(corrupt: String, reason: String)

        /// Whether the journal starts empty.
        package var isEmpty: Bool { self != .intact }
    }

    /// Opens the journal of a state directory, making it where there is none and moving a damaged one aside.
    package static func open(_ path: String) throws(JournalError) -> (journal: Journal, condition: Condition) {
        do {
            return try openChecked(path)
        } catch {
            throw JournalError(error, path: path)
        }
    }

    /// Opens the journal of a running daemon to look at it: nothing is checked, moved or migrated.
    package static func openForReading(_ path: String) throws(JournalError) -> Journal {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.readonly = true
            configuration.maximumReaderCount = 2
            return Journal(path: path, pool: try DatabasePool(path: path, configuration: configuration))
        } catch {
            throw JournalError(error, path: path)
        }
    }

    private static func openChecked(_ path: String) throws -> (Journal, Condition) {
        let size = try fileSize(path)
        // A power cut can leave a file of zero bytes, which SQLite would take for a new journal.
        if let damage = size == 0 ? "it has zero bytes" : try size.flatMap({ _ in try damage(path) }) {
            let aside = try moveAside(path)
            return (try openNew(path), .replaced(corrupt: aside, reason: damage))
        }
        if size == nil, try fileSize(path + "-wal") != nil {
            // A log without its database would be played into the new one.
            let aside = try moveAside(path)
            return (try openNew(path), .replaced(corrupt: aside, reason: "only its log is there"))
        }
        return (size == nil ? try openNew(path) : try connect(path), size == nil ? .created : .intact)
    }

    private static func openNew(_ path: String) throws -> Journal {
        let journal = try connect(path)
        try syncDirectory(of: path)
        return journal
    }

    private static func connect(_ path: String) throws -> Journal {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 2
        configuration.label = "gossan.journal"
        let pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB sets NORMAL when it turns WAL on; measured, NORMAL lost every committed row at a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let migrator = Journal.migrator
        if try pool.read(migrator.hasBeenSuperseded) {
            try pool.close()
            throw JournalError(
                code: .newer, path: path, reason: "a newer version of gossan wrote this journal",
                remedy: "install that version again, or start with another state directory")
        }
        try migrator.migrate(pool)
        return Journal(path: path, pool: pool)
    }

    /// What is wrong with a journal; `nil` where nothing is. Failures of the disk are thrown, they are no damage.
    private static func damage(_ path: String) throws -> String? {
        do {
            let queue = try DatabaseQueue(path: path)
            let found = try queue.read { database -> String? in
                if let found = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)"), found != "ok" {
                    return found
                }
                return try database.foreignKeyViolations().next().map { "\($0)" }
            }
            try queue.close()
            return found
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: return error.message ?? "\(error.resultCode)"
            default: throw error
            }
        }
    }

    /// Renames the journal with its log and index; gives the new path of the journal.
    private static func moveAside(_ path: String) throws -> String {
        var number = 1
        while try ["", "-wal", "-shm"].contains(where: { try fileSize("\(path).corrupt-\(number)\($0)") != nil }) {
            number += 1
        }
        let aside = "\(path).corrupt-\(number)"
        // The journal goes first: a crash in between leaves a log alone, which the next start takes for damage. A
        // journal without its log could look whole and lack its newest rows.
        for ending in ["", "-wal", "-shm"] where try fileSize(path + ending) != nil {
            guard rename(path + ending, aside + ending) == 0 else { throw systemError(path + ending) }
        }
        try syncDirectory(of: path)
        return aside
    }

    private static func fileSize(_ path: String) throws -> Int? {
        var found = stat()
        if lstat(path, &found) == 0 { return Int(found.st_size) }
        guard errno == ENOENT else { throw systemError(path) }
        return nil
    }

    private static func syncDirectory(of path: String) throws {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError(directory) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw systemError(directory) }
    }

    private static func systemError(_ path: String) -> JournalError {
        let number = errno
        let code: JournalError.Code =
            switch number {
            case EACCES, EPERM, EROFS, ENOENT, ENOTDIR: .cannotOpen
            case ENOSPC, EDQUOT: .noSpace
            default: .io
            }
        return JournalError(
            code: code, path: path, reason: String(cString: strerror(number)),
            remedy: "check the state directory: it must exist, belong to the daemon's user and have room")
    }
}
