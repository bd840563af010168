import GRDB

/// A failure of the journal, with what to do about it.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// A newer version of the program wrote this journal.
        case newer
        case noSpace
        case io
        /// Another process writes to it.
        case locked
        case corrupt
        /// What was asked for is not in it.
        case notFound
        case cannotOpen
        case other
    }

    package var code: Code
    package var path: String
    package var reason: String
    package var remedy: String

    package init(code: Code, path: String, reason: String, remedy: String) {
        self.code = code
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    /// One line: path, reason, remedy.
    package var description: String { "\(path): \(reason); \(remedy)" }

    init(_ error: any Error, path: String) {
        if let own = error as? JournalError {
            self = own
        } else if let database = error as? DatabaseError {
            self.init(database, path: path)
        } else {
            self.init(code: .other, path: path, reason: "\(error)", remedy: "see the log, then restart the daemon")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let reason = "\(error.resultCode): \(error.message ?? "no message")"
        let (code, remedy): (Code, String) =
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                (.corrupt, "restart the daemon: it moves the journal aside and rebuilds it")
            case .SQLITE_FULL: (.noSpace, "free space on the file system of the state directory")
            case .SQLITE_IOERR: (.io, "check the disk (dmesg, smartctl), then restart")
            case .SQLITE_BUSY, .SQLITE_LOCKED: (.locked, "end the other process that writes to it")
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
                (.cannotOpen, "give the daemon's user the right to write the file and its directory")
            default: (.other, "see the log, then restart the daemon")
            }
        self.init(code: code, path: path, reason: reason, remedy: remedy)
    }
}
