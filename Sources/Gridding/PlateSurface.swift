import KernelTypes
import Survey

/// The solved plate with its plane, cut where no reading is near.
struct PlateSurface: GriddedSurface {
    let grid: AnalysisGrid
    /// The plate's own, with cells around the grid.
    let extended: AnalysisGrid
    let plate: Plate
    let plane: TrendPlane
    /// Besides the plane.
    let base: Double
    let readings: Int
    let data: Int
    let sweeps: Int
    let change: Double
    let hasConverged: Bool
    let reach: NearCells?

    func fill(_ output: Strip) {
        let west = (extended.columns - grid.columns) / 2
        let north = (extended.rows - grid.rows) / 2
        let wide = Cells(count: extended.columns)
        for row in output.rows {
            let start = base + plane.value(at: extended.centre(column: 0, row: row + north))
            let step = plane.east * extended.cellWidth
            wide.withMutableSpan { span in
                for column in span.indices {
                    span[column] = Float(Double(plate[column, row + north]) + (start + Double(column) * step))
                }
            }
            reach?.clearFarCells(ofRow: row + north, in: wide)
            let cells = output.row(row)
            for column in 0..<grid.columns { cells[column] = wide[column + west] }
        }
    }

    var figures: [String: Double] {
        [
            "readings": Double(readings), "cells_with_readings": Double(data), "sweeps": Double(sweeps),
            "last_change": change, "converged": hasConverged ? 1 : 0,
        ]
    }
}
