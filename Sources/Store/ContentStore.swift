import Synchronization
package import SystemPackage

/// Results by the hash of what they were made from: `root/ab/abcdef.../`, each a directory, whole or not there.
///
/// An entry is written in a staging directory and renamed into place when all of it is durable, so that a crash at any
/// point leaves either nothing or the entry. Staging directories belong to a session that holds a lock while its
/// process lives: what a dead session left is swept.
package final class ContentStore: Sendable {
    /// What became of a commit.
    package enum Outcome: Hashable, Sendable {
        case stored
        /// The entry was there already; the staged one was discarded.
        case alreadyThere
    }

    package let root: FilePath
    private let files: FileSystem
    private let session: FilePath
    private let lock: LockFile
    private let count = Mutex(0)

    /// Opens a store, making its directories where they are missing.
    package init(root: FilePath, files: FileSystem = .real) throws(StoreError) {
        self.root = root
        self.files = files
        let staging = root.appending("staging")
        try files.makeDirectories(staging)
        // Held while a session is made, so that no sweep takes it for a dead one before its own lock is on.
        let gate = try files.open(staging.appending(".gate"), for: .sharing(0o644))
        try files.lock(gate, waiting: true)
        (session, lock) = try ContentStore.makeSession(in: staging, files)
    }

    private static func makeSession(
        in staging: FilePath, _ files: FileSystem
    ) throws(StoreError) -> (FilePath, LockFile) {
        var number = 1
        while true {
            let session = staging.appending("session-\(number)")
            do {
                try files.makeDirectory(session)
            } catch {
                guard error.code == .exists else { throw error }
                number += 1
                continue
            }
            return (session, try LockFile.take(session.appending("lock"), in: files))
        }
    }

    /// Where an entry lies, or would.
    package func directory(of key: ContentHash) -> FilePath {
        root.appending(String(key.hex.prefix(2))).appending(key.hex)
    }

    /// Whether the entry is there, whole.
    package func contains(_ key: ContentHash) throws(StoreError) -> Bool {
        try files.statusIfPresent(directory(of: key))?.kind == .directory
    }

    /// A new empty directory to write an entry in; it stays until it is committed, discarded or swept.
    package func stage(_ key: ContentHash) throws(StoreError) -> FilePath {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let path = session.appending("\(key.short)-\(number)")
        try files.makeDirectory(path)
        return path
    }

    /// Makes a staged directory durable and puts it in its place.
    @discardableResult
    package func commit(_ staging: FilePath, as key: ContentHash) throws(StoreError) -> Outcome {
        try files.syncAll(staging)
        let entry = directory(of: key)
        let shelf = entry.removingLastComponent()
        try files.makeDirectories(shelf)
        var outcome = Outcome.stored
        do {
            try files.rename(staging, to: entry)
        } catch {
            guard error.code == .exists else { throw error }
            try discard(staging)
            outcome = .alreadyThere
        }
        // Also for an entry that was there: whoever put it may have died before this sync.
        try files.sync(directory: shelf)
        return outcome
    }

    /// Removes a staged directory and all in it.
    package func discard(_ staging: FilePath) throws(StoreError) {
        try files.removeAll(staging)
    }

    /// Removes what dead processes left half-written; gives how many sessions that were.
    @discardableResult
    package func sweep() throws(StoreError) -> Int {
        let staging = root.appending("staging")
        let gate = try files.open(staging.appending(".gate"), for: .sharing(0o644))
        try files.lock(gate, waiting: true)
        var swept = 0
        for name in try files.names(in: staging) where name.bytes.starts(with: "session-".utf8) {
            let dead = staging.appending(name)
            if dead == session { continue }
            do {
                _ = try LockFile.take(dead.appending("lock"), in: files)
            } catch {
                guard error.code == .locked else { throw error }
                continue
            }
            try files.removeAll(dead)
            swept += 1
        }
        return swept
    }
}
