/// How an archive is packed, by the ending of its name.
package enum ArchiveKind: String, Hashable, Sendable {
    case zip, tar
    /// A tar within gzip.
    case gzippedTar

    /// The kind of a file by its name; `nil` for one that is no archive.
    package init?(name: String) {
        let name = name.lowercased()
        if name.hasSuffix(".zip") {
            self = .zip
        } else if name.hasSuffix(".tar") {
            self = .tar
        } else if name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") {
            self = .gzippedTar
        } else {
            return nil
        }
    }

    /// Endings of archives and packed files, those that are not read here too.
    static let known = [
        ".zip", ".tar", ".tgz", ".gz", ".7z", ".rar", ".bz2", ".tbz", ".tbz2", ".xz", ".txz", ".zst", ".tzst", ".lz4",
        ".lzma", ".cab", ".arj", ".iso", ".kmz",
    ]
}
