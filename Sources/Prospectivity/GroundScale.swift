import KernelTypes
import Operations
import Survey

/// What a grid's coordinates measure on the ground.
struct GroundScale: Hashable, Sendable {
    let metresPerX: Double
    let metresPerY: Double
    let squareMetresOfCell: Double

    /// `metres` is what one unit of the CRS measures; `nil` means degrees, taken at the grid's middle latitude on a
    /// sphere of 6,371,008.8 m, which is enough for folds and buffers.
    init(of grid: AnalysisGrid, metres: Double?) throws {
        if let metres {
            (metresPerX, metresPerY) = (metres, metres)
        } else {
            let degree = 111_195.08
            let middle = (grid.north + grid.south) / 2
            metresPerX = degree * Elementary.cos(middle * 0.017453292519943295)
            metresPerY = degree
        }
        squareMetresOfCell = grid.cellArea * metresPerX * metresPerY
    }

    func metres(_ point: Point) -> Point { Point(x: point.x * metresPerX, y: point.y * metresPerY) }
}
