package import SystemPackage

/// A failure of the disk or of what lies on it, with what to do about it.
package struct StoreError: Error, Hashable, Sendable {
    /// What kind of failure it is; the caller's choice of retry, verdict or end follows from it.
    package enum Code: String, Hashable, Sendable, Codable {
        case notFound
        case exists
        /// Blocks, inodes or quota are used up: try again when there is room.
        case noSpace
        case permission
        case readOnly
        case io
        /// fsync failed: what was written may be gone though a later fsync succeeds. The process ends with 75.
        case syncFailed
        /// Another process holds the lock.
        case locked
        case tooManyFiles
        /// A link, FIFO, socket, device or directory where a regular file was asked for.
        case notRegular
        /// The file changed while it was read.
        case changed
        /// The bytes are not those that were promised.
        case mismatch
        case invalidName
        /// Longer than what is read of such a file.
        case tooLong
        case crossesDevices
        case other
    }

    package var code: Code
    /// The system call or the step that failed.
    package var operation: String
    package var path: FilePath
    /// The system's error number; `nil` where the failure is none of the system's.
    package var errno: Errno?
    package var reason: String
    package var remedy: String

    package init(
        code: Code, operation: String, path: FilePath, errno: Errno? = nil, reason: String, remedy: String
    ) {
        self.code = code
        self.operation = operation
        self.path = path
        self.errno = errno
        self.reason = reason
        self.remedy = remedy
    }

    /// The failure of a system call.
    package init(_ call: FileCall, errno: Errno) {
        let (code, remedy) = StoreError.meaning(of: errno, in: call.kind)
        self.init(
            code: code, operation: call.kind.rawValue, path: call.path, errno: errno, reason: errno.description,
            remedy: remedy)
    }

    /// Whether the same attempt may succeed later without anyone touching the file: full disk, descriptors, a lock.
    package var isTemporary: Bool {
        switch code {
        case .noSpace, .locked, .tooManyFiles, .changed, .readOnly, .io: true
        default: false
        }
    }

    private static func meaning(of errno: Errno, in kind: FileCall.Kind) -> (Code, String) {
        switch errno {
        // NFS and quotas report a full disk as late as fsync. Nothing refers to the file yet, so it is written anew.
        case .noSpace, .diskQuotaExceeded:
            return (.noSpace, "free space or inodes on this file system, or raise the quota")
        case _ where kind == .sync || kind == .syncDirectory:
            return (.syncFailed, "the disk did not take what was written: check it (dmesg, smartctl), then restart")
        case .noSuchFileOrDirectory, .notDirectory: return (.notFound, "check the path")
        case .fileExists, .directoryNotEmpty: return (.exists, "remove or rename what is there")
        case .permissionDenied, .notPermitted:
            return (.permission, "give the daemon's user access to it (chmod, chown or an ACL)")
        case .readOnlyFileSystem: return (.readOnly, "remount the file system for writing")
        case .ioError: return (.io, "check the disk (dmesg, smartctl)")
        case .wouldBlock: return (.locked, "end the process that holds it")
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem:
            return (.tooManyFiles, "raise LimitNOFILE, or lower the number of workers")
        case .tooManySymbolicLinkLevels: return (.notRegular, "put the file itself here, not a link to it")
        case .improperLink: return (.crossesDevices, "keep both places on one file system")
        case .fileNameTooLong, .illegalByteSequence: return (.invalidName, "give it a shorter, plain name")
        default: return (.other, "see the system's message")
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// One line: path, operation, reason, remedy; control characters of the path are escaped.
    package var description: String {
        "\(FileName.escaped(path.bytes)): \(operation): \(reason); \(remedy)"
    }
}
