package import Survey

extension AnalysisGrid {
    /// 60 km by 45 km about Reko Diq (62.08° E, 29.12° N), UTM 41N, in cells of so many metres, which divide 15 km.
    package static func chagai(cell: Double) -> AnalysisGrid {
        AnalysisGrid(
            crs: "EPSG:32641", west: 380_000, north: 3_245_000, cellWidth: cell, cellHeight: cell,
            columns: Int((60_000 / cell).rounded()), rows: Int((45_000 / cell).rounded()))
    }

    /// The grid of the campaign `chagai`: 600 × 450 cells of 100 m.
    package static let chagai = AnalysisGrid.chagai(cell: 100)
}
