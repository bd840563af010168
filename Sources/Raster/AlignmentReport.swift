package import Survey

/// What an alignment did and assumed.
package struct AlignmentReport: Hashable, Sendable, Codable {
    /// In words, in the order of the sources.
    package var notes: [String] = []
    /// How coordinates came from each source of another CRS, by the source's label.
    package var routes: [String: CoordinateRoute] = [:]
    /// What the sources' cells that were read for it were.
    package var counts = CellCounts()
    /// Cells of the grid that got a value.
    package var covered = 0
}

extension AlignmentReport {
    /// Says how a source came to the grid; without a CRS it is the grid's own.
    mutating func tell(_ route: CoordinateRoute?, _ label: String, from crs: String?, _ resampling: Resampling) {
        guard let crs else {
            notes.append("\(label): its cells are not the grid's and were resampled (\(resampling.rawValue))")
            return
        }
        let way = route.map { " by \($0.summary)" } ?? ""
        notes.append("\(label): reprojected from \(crs) (\(resampling.rawValue))\(way)")
        guard let route else { return }
        routes[label] = route
        notes += route.remarks.map { "\(label): \($0)" }
    }
}
