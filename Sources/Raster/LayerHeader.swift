package import Survey

/// What stands beside a layer's cells, in `NAME.json`.
package struct LayerHeader: Hashable, Sendable, Codable {
    package var grid: AnalysisGrid
    /// `nT`, `ppm`, ...; empty where the layer has none.
    package var unit: String
    package var description: String

    package init(grid: AnalysisGrid, unit: String = "", description: String = "") {
        self.grid = grid
        self.unit = unit
        self.description = description
    }
}
