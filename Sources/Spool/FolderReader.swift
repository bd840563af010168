package import Store
package import SystemPackage

/// Looks through folders that strangers filled.
package struct FolderReader: Sendable {
    private let files: FileSystem

    package init(_ files: FileSystem = .real) {
        self.files = files
    }

    /// Looks through a folder without following links. Nothing is opened.
    package func look(into folder: FilePath, _ status: FileStatus) throws(StoreError) -> FolderTree.Look {
        var tree = FolderTree(entries: [], status: status)
        if let (reason, remedy) = try gather(folder, [], &tree) { return .problem(reason, remedy) }
        guard tree.entries.contains(where: { $0.status.kind == .regular }) else {
            return .problem("an empty folder", "drop it when its files are in it")
        }
        tree.status = tree.asOne
        return .tree(tree)
    }

    private func gather(
        _ folder: FilePath, _ path: [FileName], _ tree: inout FolderTree
    ) throws(StoreError) -> (String, String)? {
        guard path.count <= FolderTree.deepest else {
            return ("more than \(FolderTree.deepest) folders within each other", "drop the files in fewer folders")
        }
        for name in try files.names(in: folder) {
            let here = path + [name]
            let shown = here.map(\.display).joined(separator: "/")
            guard name.display.utf8.elementsEqual(name.bytes) else {
                return ("the name of \(shown) holds a backslash, a control character or no UTF-8", "rename it")
            }
            // Taken away since it was listed: the next listing sees the folder without it.
            guard let status = try files.statusIfPresent(folder.appending(name)) else { continue }
            tree.entries.append(FolderTree.Entry(path: here, status: status))
            guard tree.entries.count <= FolderTree.most else {
                return ("more than \(FolderTree.most) files in one folder", "drop them in several folders")
            }
            switch status.kind {
            case .directory:
                if let problem = try gather(folder.appending(name), here, &tree) { return problem }
            case .regular:
                if let problem = try unreadable(folder.appending(name), status, shown) { return problem }
            case .link, .fifo, .socket, .device:
                return ("\(shown) is a \(status.kind.rawValue), not a file", "drop the files themselves")
            }
        }
        return nil
    }

    private func unreadable(
        _ path: FilePath, _ status: FileStatus, _ shown: String
    ) throws(StoreError) -> (String, String)? {
        if status.permissions & 0o004 != 0 { return nil }
        do {
            if try files.isReadable(path) { return nil }
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
        return (
            "the daemon may not read \(shown): it belongs to user \(status.owner), mode "
                + FileStatus.octal(status.permissions),
            "make it readable for the daemon's user (chmod -R g+rX, or an ACL on the folder)"
        )
    }

    /// The status of a file, or of a folder with all that lies in it; `nil` where nothing has this name.
    func whole(_ path: FilePath) throws(StoreError) -> FileStatus? {
        guard let status = try files.statusIfPresent(path), status.kind == .directory else {
            return try files.statusIfPresent(path)
        }
        if case .tree(let tree) = try look(into: path, status) { return tree.status }
        return status
    }

    /// All files of what an archive was unpacked to, hashed; durable. A worker made it, so it is looked at as closely as
    /// a stranger's folder.
    package func members(in folder: FilePath) throws(StoreError) -> [ClaimedDrop.Member] {
        let status = try files.status(folder)
        let look = status.kind == .directory ? try look(into: folder, status) : .problem("no folder", "")
        guard case .tree(let tree) = look else {
            let reason = if case .problem(let what, _) = look { what } else { "" }
            throw StoreError(
                code: .notRegular, operation: "unpack", path: folder, reason: reason,
                remedy: "drop the files themselves")
        }
        try files.syncAll(folder)
        var members: [ClaimedDrop.Member] = []
        for entry in tree.entries where entry.status.kind == .regular {
            let hash = try ContentHash.of(file: folder.appending(entry.path), in: files)
            members.append(.init(path: entry.path, sha256: hash, size: entry.status.size))
        }
        return members
    }
}
