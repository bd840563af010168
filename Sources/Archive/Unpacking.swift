/// Unpacks an archive that a stranger made: all that it says of itself is checked first, and nothing that it says of
/// itself is believed while its bytes are written.
package enum Unpacking {
    /// Writes all files of an archive to a sink; gives how many. Throws `ArchiveError`, or what source and sink throw.
    package static func unpack(
        _ kind: ArchiveKind, _ source: inout some ArchiveSource, limits: ArchiveLimits,
        into sink: inout some ArchiveSink
    ) throws -> Int {
        switch kind {
        case .zip: return try ZipArchive(&source, limits: limits).unpack(&source, into: &sink)
        case .tar, .gzippedTar:
            // A tar has no table of its entries: it is read twice, so that it is known whole before a byte is written.
            var nowhere = Nowhere()
            var counting = TarReader(isGzipped: kind == .gzippedTar, limits: limits)
            _ = try counting.read(&source, into: &nowhere)
            var writing = TarReader(isGzipped: kind == .gzippedTar, limits: limits)
            return try writing.read(&source, into: &sink)
        }
    }
}

/// What of an archive's paths was seen: none may come twice, and none may be a file and a folder.
struct SeenPaths {
    private var files: Set<[String]> = []
    private var folders: Set<[String]> = []

    mutating func add(file path: ArchivePath) throws(ArchiveError) {
        guard !path.names.isEmpty else { throw ArchiveError.damaged("a file in it has no name") }
        guard !path.isArchive else {
            throw ArchiveError(
                .forbidden, entry: path.text, reason: "it is a packed file within the archive",
                remedy: "unpack it before it is packed again")
        }
        guard files.insert(path.names).inserted, !folders.contains(path.names) else { throw twice(path) }
        for count in 0..<path.names.count where count > 0 {
            let folder = Array(path.names.prefix(count))
            guard !files.contains(folder) else { throw twice(path) }
            folders.insert(folder)
        }
    }

    mutating func add(folder path: ArchivePath) throws(ArchiveError) {
        guard !files.contains(path.names) else { throw twice(path) }
        folders.insert(path.names)
    }

    private func twice(_ path: ArchivePath) -> ArchiveError {
        ArchiveError(
            .forbidden, entry: path.text, reason: "two entries of the archive have this name",
            remedy: "pack each file once")
    }
}

/// Takes all and keeps nothing.
private struct Nowhere: ArchiveSink {
    mutating func begin(_ path: ArchivePath, bytes: Int) {}
    mutating func write(_ bytes: ArraySlice<UInt8>) {}
    mutating func end() {}
}
