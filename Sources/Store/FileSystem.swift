import Glibc
package import SystemPackage

/// The system calls of the store and the spool: one thin layer, so that every one of them can be made to fail.
///
/// Links are never followed in the last part of a path, no open waits for a FIFO's other end, an interrupted call is
/// made again, and short reads and writes are carried on.
package struct FileSystem: Sendable {
    /// Looked at before each system call, so that a test can count it, fail it or cut it short.
    package typealias FaultSource = @Sendable (FileCall) -> FileFault?

    private let faults: FaultSource?

    /// The disk as it is.
    package static let real = FileSystem(faults: nil)

    /// The disk with faults put in its way.
    package init(faults: FaultSource?) {
        self.faults = faults
    }

    /// What is asked of `open`.
    package enum Access: Sendable {
        case reading
        /// A new file that must not exist yet, with these permissions.
        case creating(UInt32)
        /// A file for reading and writing that is made when it is not there.
        case sharing(UInt32)
    }

    /// Opens a regular file, FIFO or device without following a link and without waiting.
    package func open(_ path: FilePath, for access: Access) throws(StoreError) -> OpenFile {
        let common = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let (flags, permissions): (Int32, UInt32) =
            switch access {
            case .reading: (O_RDONLY | common, 0)
            case .creating(let permissions): (O_WRONLY | O_CREAT | O_EXCL | common, permissions)
            case .sharing(let permissions): (O_RDWR | O_CREAT | common, permissions)
            }
        let descriptor = try call(FileCall(.open, path)) { Glibc.open($0, flags, permissions) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// Opens a file for reading and refuses all but a regular one.
    package func openFile(_ path: FilePath) throws(StoreError) -> OpenFile {
        let opened = try open(path, for: .reading)
        let kind = try status(of: opened).kind
        guard kind == .regular else {
            throw StoreError(
                code: .notRegular, operation: "open", path: path, reason: "it is a \(kind.rawValue), not a file",
                remedy: "put a plain file here")
        }
        return opened
    }

    /// The status of an open file.
    package func status(of file: borrowing OpenFile) throws(StoreError) -> FileStatus {
        var found = stat()
        let descriptor = file.descriptor
        _ = try call(FileCall(.status, file.path)) { _ in fstat(descriptor, &found) }
        return FileStatus(found)
    }

    /// The status of a name; a link's own, not its target's.
    package func status(_ path: FilePath) throws(StoreError) -> FileStatus {
        var found = stat()
        _ = try call(FileCall(.status, path)) { lstat($0, &found) }
        return FileStatus(found)
    }

    /// The status of a name, `nil` where nothing has it.
    package func statusIfPresent(_ path: FilePath) throws(StoreError) -> FileStatus? {
        do {
            return try status(path)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// Whether this process may read the file.
    package func isReadable(_ path: FilePath) throws(StoreError) -> Bool {
        do {
            _ = try call(FileCall(.access, path)) { faccessat(AT_FDCWD, $0, R_OK, AT_EACCESS) }
            return true
        } catch {
            guard error.code == .permission else { throw error }
            return false
        }
    }

    /// Reads at most a buffer's length; 0 at the end of the file.
    package func read(
        _ file: borrowing OpenFile, into buffer: UnsafeMutableRawBufferPointer
    ) throws(StoreError) -> Int {
        let descriptor = file.descriptor
        return try transfer(FileCall(.read, file.path), buffer.count) { limit in
            Glibc.read(descriptor, buffer.baseAddress, limit)
        }
    }

    /// Writes some of the bytes at the file's position; gives how many.
    package func writeSome(_ bytes: RawSpan, to file: borrowing OpenFile) throws(StoreError) -> Int {
        let descriptor = file.descriptor
        return try transfer(FileCall(.write, file.path), bytes.byteCount) { limit in
            bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, limit) }
        }
    }

    /// Makes a file's content and length durable.
    package func sync(_ file: borrowing OpenFile) throws(StoreError) {
        let descriptor = file.descriptor
        _ = try call(FileCall(.sync, file.path)) { _ in fsync(descriptor) }
    }

    /// Makes the names in a directory durable.
    package func sync(directory path: FilePath) throws(StoreError) {
        let opening = FileCall(.open, path)
        let descriptor = try call(opening) { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        let directory = OpenFile(descriptor: descriptor, path: path)
        try sync(openDirectory: directory)
    }

    private func sync(openDirectory directory: borrowing OpenFile) throws(StoreError) {
        let descriptor = directory.descriptor
        do {
            _ = try call(FileCall(.syncDirectory, directory.path)) { _ in fsync(descriptor) }
        } catch {
            // fsync(2): "EINVAL: fd is bound to a special file which does not support synchronization": some network
            // file systems have no such call for directories, and nothing better to offer.
            guard error.errno == .invalidArgument else { throw error }
        }
    }

    /// Makes a file's length zero.
    package func truncate(_ file: borrowing OpenFile) throws(StoreError) {
        let descriptor = file.descriptor
        _ = try call(FileCall(.truncate, file.path)) { _ in ftruncate(descriptor, 0) }
    }

    /// Takes a lock on an open file for this process, or fails with `locked` at once.
    package func lock(_ file: borrowing OpenFile, waiting: Bool = false) throws(StoreError) {
        let descriptor = file.descriptor
        let operation = waiting ? LOCK_EX : LOCK_EX | LOCK_NB
        _ = try call(FileCall(.lock, file.path)) { _ in flock(descriptor, operation) }
    }
}

extension FileSystem {
    /// Makes one call, again while it is interrupted.
    func call<Result: SignedInteger>(
        _ call: FileCall, _ body: (UnsafePointer<CChar>) -> Result
    ) throws(StoreError) -> Result {
        if case .fail(let errno) = faults?(call) { throw StoreError(call, errno: errno) }
        let (result, number) = call.path.withPlatformString { path in
            var result = body(path)
            while result < 0, Glibc.errno == EINTR { result = body(path) }
            return (result, Glibc.errno)
        }
        guard result >= 0 else { throw StoreError(call, errno: Errno(rawValue: number)) }
        return result
    }

    private func transfer(_ call: FileCall, _ count: Int, _ body: (Int) -> Int) throws(StoreError) -> Int {
        var limit = count
        switch faults?(call) {
        case .fail(let errno): throw StoreError(call, errno: errno)
        case .atMost(let most): limit = min(count, max(most, 1))
        case nil: break
        }
        var moved = body(limit)
        while moved < 0, Glibc.errno == EINTR { moved = body(limit) }
        guard moved >= 0 else { throw StoreError(call, errno: Errno(rawValue: Glibc.errno)) }
        return moved
    }
}

extension FileStatus {
    init(_ found: stat) {
        let kind: Kind =
            switch found.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .link
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .device
            }
        self.init(
            kind: kind, size: Int(found.st_size), permissions: UInt32(found.st_mode) & 0o7777, owner: found.st_uid,
            group: found.st_gid, device: UInt64(found.st_dev), inode: UInt64(found.st_ino),
            links: Int(found.st_nlink), modified: FileStatus.nanoseconds(found.st_mtim),
            changed: FileStatus.nanoseconds(found.st_ctim))
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        // A time beyond the year 2262 is some broken clock's: it wraps, and is only ever compared for equality.
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
