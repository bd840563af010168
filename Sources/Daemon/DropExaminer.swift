package import Spool
package import SystemPackage

/// What an accepted drop is for, and under which assumptions.
package struct Examination: Sendable, Hashable {
    /// The campaign's layer; for a folder or an archive the layers of what lies in it, with commas between.
    package var layer: String
    /// Assumptions and remarks in words.
    package var notes: [String]
    /// What of a folder or archive was taken; `nil` for files.
    package var contents: [DropStatus.Content]?

    package init(layer: String, notes: [String] = [], contents: [DropStatus.Content]? = nil) {
        self.layer = layer
        self.notes = notes
        self.contents = contents
    }
}

/// Looks at a claimed drop in the airlock. A failure whose code is `badData` or `usage` is the file's own fault.
package protocol DropExaminer: Sendable {
    func examine(_ drop: ClaimedDrop, in directory: FilePath) async throws -> Examination
}
