import KernelTypes
import Survey

/// The field of equivalent sources with its plane, at one level.
struct SourceSurface: GriddedSurface {
    let grid: AnalysisGrid
    let sources: SourceLayer
    let plane: TrendPlane
    /// Metres up.
    let level: Double
    let metresPerUnit: Double
    let misfit: Double
    let reach: NearCells?

    func fill(_ output: Strip) {
        for row in output.rows {
            for column in 0..<grid.columns {
                let point = grid.centre(column: column, row: row)
                let field = sources.field(x: point.x * metresPerUnit, y: point.y * metresPerUnit, z: level)
                output[column, row] = Float(field + plane.value(at: point))
            }
            reach?.clearFarCells(ofRow: row, in: output.row(row))
        }
    }

    var figures: [String: Double] { ["sources": Double(sources.strengths.count), "misfit": misfit] }
}
