package import Store

/// All that lies in incoming/ at one time.
package struct Listing: Hashable, Sendable {
    /// One file whatever its name.
    package struct Identity: Hashable, Sendable {
        package var device: UInt64
        package var inode: UInt64

        package init(_ status: FileStatus) {
            device = status.device
            inode = status.inode
        }
    }

    /// By name.
    package var candidates: [Candidate]
    /// By name.
    package var refused: [Refusal]
    /// Markers whose file is not there yet.
    package var waitingMarkers: [Marker]
    /// Files that an upload is still writing under a temporary name.
    package var temporaries: Set<Identity>
    /// The data file that an ERMapper header names, by the header's name.
    package var references: [FileName: FileName]

    package init(
        candidates: [Candidate] = [], refused: [Refusal] = [], waitingMarkers: [Marker] = [],
        temporaries: Set<Identity> = [], references: [FileName: FileName] = [:]
    ) {
        self.candidates = candidates
        self.refused = refused
        self.waitingMarkers = waitingMarkers
        self.temporaries = temporaries
        self.references = references
    }

    /// The markers whose file is not there, as what they become when it never comes.
    var orphans: [Refusal] {
        waitingMarkers.map { Refusal(name: $0.name, status: $0.status, kind: .orphan) }
    }
}
