package import Store

extension SpoolDirectory {
    /// What a candidate's own format says of its end; a folder's is unknown. Reads at most its first and last 64 KiB.
    package func wholeness(of candidate: Candidate) throws(StoreError) -> Wholeness {
        guard candidate.status.kind == .regular else { return .unknown }
        let file = try files.openFile(incoming.appending(candidate.name))
        let size = try files.status(of: file).size
        let head = try files.bytes(of: file, at: 0, atMost: Wholeness.window)
        let tail = try files.bytes(of: file, at: max(0, size - Wholeness.window), atMost: Wholeness.window)
        return Wholeness(candidate.name, size: size, head: head, tail: tail)
    }
}
