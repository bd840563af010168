package import Store
package import SystemPackage

extension SpoolDirectory {
    var folders: FolderReader { FolderReader(files) }

    /// The name of a dropped folder's copy, and of what an archive was unpacked to, in the drop's directory.
    package static let contentsName = "contents"

    /// Copies a folder while it is hashed, file by file, and looks through it again afterwards. A link that was put in a
    /// folder's place meanwhile leads nowhere: what was opened must lie where it was listed.
    func copyFolder(
        _ candidate: Candidate, to staging: FilePath
    ) throws(StoreError) -> (ClaimedDrop.Part, [ClaimedDrop.Member]) {
        let original = incoming.appending(candidate.name)
        guard let status = try files.statusIfPresent(original), status.kind == .directory,
            case .tree(let tree) = try folders.look(into: original, status),
            Fingerprint(tree.status) == Fingerprint(candidate.status)
        else { throw changed(original) }
        let root = staging.appending(SpoolDirectory.contentsName)
        try files.makeDirectory(root, permissions: 0o755)
        let opened = try files.open(original, for: .reading)
        let real = try files.readLink(FilePath("/proc/self/fd/\(opened.descriptor)"))
        var made = [root]
        var members: [ClaimedDrop.Member] = []
        for entry in tree.entries {
            let place = root.appending(entry.path)
            if entry.status.kind == .directory {
                try files.makeDirectory(place, permissions: 0o755)
                made.append(place)
            } else {
                let hash = try copy(entry, from: original, real: real, to: place)
                members.append(.init(path: entry.path, sha256: hash, size: entry.status.size))
            }
        }
        for folder in made.reversed() { try files.sync(directory: folder) }
        guard try folders.whole(original).map({ Fingerprint($0) }) == Fingerprint(candidate.status) else {
            throw changed(original)
        }
        let part = ClaimedDrop.Part(
            name: candidate.name.encoded, file: SpoolDirectory.contentsName, sha256: ClaimedDrop.identity(of: members),
            size: tree.status.size, source: Fingerprint(candidate.status))
        return (part, members)
    }

    private func copy(
        _ entry: FolderTree.Entry, from original: FilePath, real: FilePath, to place: FilePath
    ) throws(StoreError) -> ContentHash {
        let path = original.appending(entry.path)
        let source = try files.openFile(path)
        let before = Fingerprint(try files.status(of: source))
        let found = try files.readLink(FilePath("/proc/self/fd/\(source.descriptor)"))
        guard before == Fingerprint(entry.status), found == real.appending(entry.path) else { throw changed(path) }
        var sum = Checksum.Accumulator(for: [])
        try files.copy(source, to: place, permissions: 0o644) { sum.update($0) }
        guard Fingerprint(try files.status(of: source)) == before else { throw changed(path) }
        let hash = sum.hash
        guard try ContentHash.of(file: place, in: files) == hash else { throw misread(place) }
        return hash
    }

    func misread(_ place: FilePath) -> StoreError {
        StoreError(
            code: .io, operation: "claim", path: place, reason: "the copy reads back other bytes than were written",
            remedy: "check the disk (dmesg, smartctl) and the memory")
    }
}

extension FilePath {
    /// The path of something below a folder.
    package func appending(_ names: [FileName]) -> FilePath {
        names.reduce(self) { $0.appending($1) }
    }
}
