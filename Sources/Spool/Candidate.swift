package import Store

/// A regular, readable file in incoming/ that may become a drop or a part of one, or a folder that becomes one drop.
package struct Candidate: Hashable, Sendable {
    package var name: FileName
    package var status: FileStatus
    /// The protocol files beside it.
    package var markers: [Marker]

    package init(name: FileName, status: FileStatus, markers: [Marker] = []) {
        self.name = name
        self.status = status
        self.markers = markers
    }
}

/// A file by which a sender says that its file is whole: `NAME.done`, `NAME.sha256`, `NAME.md5`.
package struct Marker: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case done, sha256, md5
    }

    package var kind: Kind
    package var name: FileName
    package var status: FileStatus

    package init(kind: Kind, name: FileName, status: FileStatus) {
        self.kind = kind
        self.name = name
        self.status = status
    }

    /// The kind of marker that a name is, and the name that it belongs to.
    static func parse(_ name: FileName) -> (kind: Kind, of: FileName)? {
        for kind in Kind.allCases {
            let suffix = ".\(kind.rawValue)".utf8
            guard name.bytes.count > suffix.count, name.lowercased.suffix(suffix.count).elementsEqual(suffix) else {
                continue
            }
            return FileName(bytes: name.bytes.dropLast(suffix.count)).map { (kind, $0) }
        }
        return nil
    }
}

extension FileName {
    /// The bytes with ASCII letters in lower case.
    var lowercased: [UInt8] {
        bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }
}

/// What makes a file at two times the same, unchanged file.
package struct Fingerprint: Hashable, Sendable, Codable {
    package var device: UInt64
    package var inode: UInt64
    package var size: Int
    /// Nanoseconds since 1970, as the file system gives them.
    package var modified: Int64
    /// Nanoseconds since 1970, as the file system gives them.
    package var changed: Int64

    package init(_ status: FileStatus) {
        device = status.device
        inode = status.inode
        size = status.size
        modified = status.modified
        changed = status.changed
    }

    /// Whether both are one file with one content; a rename in between is allowed.
    package func hasSameContent(as other: Fingerprint) -> Bool {
        device == other.device && inode == other.inode && size == other.size && modified == other.modified
    }
}

/// Something in incoming/ that is never opened, with the reason.
package struct Refusal: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case link, fifo, socket, device
        /// A folder that is no drop, with what is wrong and what to do.
        case folder(reason: String, remedy: String)
        /// A checksum or `.done` file whose file did not come.
        case orphan
        /// The daemon's user may not read it; the numbers are the owner and the permission bits.
        case unreadable(owner: UInt32, permissions: UInt32)
    }

    package var name: FileName
    package var status: FileStatus
    package var kind: Kind

    package init(name: FileName, status: FileStatus, kind: Kind) {
        self.name = name
        self.status = status
        self.kind = kind
    }

    /// What is wrong, in words.
    package var reason: String {
        switch kind {
        case .link: "a link, not a file"
        case .fifo: "a FIFO, not a file"
        case .socket: "a socket, not a file"
        case .device: "a device, not a file"
        case .folder(let reason, _): reason
        case .orphan: "the file that it belongs to is not there"
        case .unreadable(let owner, let permissions):
            "the daemon may not read it: it belongs to user \(owner), mode "
                + FileStatus.octal(permissions)
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch kind {
        case .link: "copy the file itself here: a link is never followed"
        case .fifo, .socket, .device: "copy a plain file here"
        case .orphan: "send the file, and this one before it or within the quiet time"
        case .folder(_, let remedy): remedy
        case .unreadable: "make it readable for the daemon's user (chmod g+r, or an ACL on the folder)"
        }
    }
}

extension FileStatus {
    /// Permission bits as people write them: four octal digits.
    static func octal(_ permissions: UInt32) -> String {
        let digits = String(permissions, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
