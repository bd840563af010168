/// What the file system says about a name, without following a link.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case regular, directory, link, fifo, socket, device
    }

    package var kind: Kind
    /// Bytes.
    package var size: Int
    /// The twelve permission bits.
    package var permissions: UInt32
    package var owner: UInt32
    package var group: UInt32
    package var device: UInt64
    package var inode: UInt64
    package var links: Int
    /// Time of the last write, nanoseconds since 1970.
    package var modified: Int64
    /// Time of the last change of content, name or rights, nanoseconds since 1970.
    package var changed: Int64

    package init(
        kind: Kind, size: Int, permissions: UInt32, owner: UInt32, group: UInt32, device: UInt64, inode: UInt64,
        links: Int, modified: Int64, changed: Int64
    ) {
        self.kind = kind
        self.size = size
        self.permissions = permissions
        self.owner = owner
        self.group = group
        self.device = device
        self.inode = inode
        self.links = links
        self.modified = modified
        self.changed = changed
    }
}
