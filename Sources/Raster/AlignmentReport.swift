/// What an alignment did and assumed.
package struct AlignmentReport: Hashable, Sendable, Codable {
    /// In words, in the order of the sources.
    package var notes: [String] = []
    /// What the sources' cells that were read for it were.
    package var counts = CellCounts()
    /// Cells of the grid that got a value.
    package var covered = 0
}
