package import Store
import SystemPackage

extension SpoolDirectory {
    /// What a candidate's own format says of its end. Reads at most the first and last 64 KiB of a file.
    ///
    /// A folder is short while any file in it ends before its format or its line does, and else whole: that it grew, file
    /// by file, says nothing.
    package func wholeness(of candidate: Candidate) throws(StoreError) -> Wholeness {
        let path = incoming.appending(candidate.name)
        guard candidate.status.kind == .directory else { return try wholeness(of: candidate.name, at: path) }
        guard let status = try files.statusIfPresent(path), status.kind == .directory,
            case .tree(let tree) = try folders.look(into: path, status)
        else { return .unknown }
        for entry in tree.entries where entry.status.kind == .regular {
            guard let name = entry.path.last, !name.isTemporary else { continue }
            switch try wholeness(of: name, at: path.appending(entry.path)) {
            case .short, .openEnd: return .short
            case .whole, .unknown: continue
            }
        }
        return .whole
    }

    private func wholeness(of name: FileName, at path: FilePath) throws(StoreError) -> Wholeness {
        let file = try files.openFile(path)
        let size = try files.status(of: file).size
        let head = try files.bytes(of: file, at: 0, atMost: Wholeness.window)
        let tail = try files.bytes(of: file, at: max(0, size - Wholeness.window), atMost: Wholeness.window)
        return Wholeness(name, size: size, head: head, tail: tail)
    }
}
