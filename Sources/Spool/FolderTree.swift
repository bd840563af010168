package import Store
import SystemPackage

/// All that lies in a dropped folder, seen at one time.
package struct FolderTree: Hashable, Sendable {
    /// A file or folder in it.
    package struct Entry: Hashable, Sendable {
        /// From the dropped folder down, its own name last.
        package var path: [FileName]
        package var status: FileStatus
    }

    /// More entries than these, or folders within each other, are refused: a listing must stay cheap.
    static let most = 10_000
    static let deepest = 16

    /// Folders before what lies in them, by name.
    package var entries: [Entry]
    /// The folder as one thing: the bytes of all files, the latest of all times, and for its inode a number made of every
    /// entry's place, inode, size and time of writing, so that two trees with this status are one, unchanged tree.
    package var status: FileStatus

    /// What a look into a folder gave.
    package enum Look: Hashable, Sendable {
        case tree(FolderTree)
        /// It is refused, with what is wrong and what to do.
        case problem(String, String)
    }
}

extension FolderTree {
    var asOne: FileStatus {
        var one = status
        var text = "\(status.inode) \(status.modified)\n"
        one.size = 0
        for entry in entries {
            let isFile = entry.status.kind == .regular
            if isFile { one.size += entry.status.size }
            one.modified = max(one.modified, entry.status.modified)
            one.changed = max(one.changed, entry.status.changed)
            text += "\(entry.path.map(\.encoded).joined(separator: "/")) \(entry.status.inode)"
            text += " \(isFile ? entry.status.size : -1) \(entry.status.modified)\n"
        }
        one.inode = UInt64(ContentHash.of(Array(text.utf8)).hex.prefix(16), radix: 16) ?? 0
        return one
    }
}
