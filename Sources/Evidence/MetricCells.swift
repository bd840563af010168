import Operations
import Survey

/// The size of a grid's cells in metres, for operations that measure distances: none has a grid in degrees.
struct MetricCells: Sendable {
    let width: Double
    let height: Double

    /// Metres in a unit of the grid's coordinates.
    let metresPerUnit: Double

    /// As the parameter `coordinates` says; by the grid's CRS where it is `auto`.
    init(of grid: AnalysisGrid, _ settings: Settings, at bench: any Workbench) throws {
        let unit: Double? =
            switch try settings.text("coordinates") {
            case "metres": 1
            case "degrees": nil
            default: try bench.metresPerUnit(of: grid.crs)
            }
        guard let unit else {
            throw settings.error(
                .unfitInput, "in", "the grid is in degrees, where cells have no common size in metres",
                "bring the layer to a projected grid with 'align'")
        }
        metresPerUnit = unit
        width = grid.cellWidth * unit
        height = grid.cellHeight * unit
    }
}
