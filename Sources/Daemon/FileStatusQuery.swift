import Store
import SystemPackage

/// Small questions about paths whose failure means "no".
struct FileStatusQuery: Sendable {
    private let files = FileSystem.real

    func exists(_ path: FilePath) -> Bool {
        do { return try files.statusIfPresent(path) != nil } catch { return false }
    }

    /// What a link points at; `nil` where it is no link.
    func target(of link: FilePath) -> FilePath? {
        do { return try files.readLink(link) } catch { return nil }
    }
}
