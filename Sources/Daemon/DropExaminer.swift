package import Jobs
package import Spool
package import SystemPackage

/// What an accepted drop is for, and under which assumptions.
package struct Examination: Sendable, Hashable {
    /// The campaign's layer.
    package var layer: String
    /// Assumptions and remarks in words.
    package var notes: [String]

    package init(layer: String, notes: [String] = []) {
        self.layer = layer
        self.notes = notes
    }
}

/// Looks at a claimed drop in the airlock. A failure whose code is `badData` or `usage` is the file's own fault.
package protocol DropExaminer: Sendable {
    func examine(_ drop: ClaimedDrop, in directory: FilePath) async throws(JobFailure) -> Examination
}
