package import SystemPackage

/// One system call on the way to the disk: what a fault test counts, fails or cuts short.
package struct FileCall: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case open, read, write, sync, syncDirectory = "sync of directory", status = "stat", list, makeDirectory =
            "mkdir"
        case removeDirectory = "rmdir", rename, link, unlink, symlink, readLink = "readlink", access, lock, truncate
    }

    package var kind: Kind
    /// The path that the call changes or reads; the new name of a rename or link.
    package var path: FilePath

    package init(_ kind: Kind, _ path: FilePath) {
        self.kind = kind
        self.path = path
    }

    /// Whether the call changes what is on the disk.
    package var changesDisk: Bool {
        switch kind {
        case .write, .sync, .syncDirectory, .makeDirectory, .removeDirectory, .rename, .link, .unlink, .symlink,
            .truncate:
            true
        case .open, .read, .status, .list, .readLink, .access, .lock: false
        }
    }
}

/// What a fault test does to a call.
package enum FileFault: Hashable, Sendable {
    /// The call is not made and fails with this number.
    case fail(Errno)
    /// A read or write moves at most this many bytes.
    case atMost(Int)
}
