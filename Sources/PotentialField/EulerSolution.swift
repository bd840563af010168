import Survey

/// A source that a window tells of.
struct EulerSolution: Sendable {
    /// Metres east and south of the centre of the raster's first cell.
    var east: Double
    var south: Double
    /// Metres below the level of measurement.
    var depth: Double
    var depthError: Double
    var eastError: Double
    var northError: Double
    var structuralIndex: Double
    /// In the field's unit; NaN for a structural index of 0.
    var background: Double

    func feature(on grid: AnalysisGrid, metresPerUnit: (Double, Double)) -> Feature {
        let first = grid.centre(column: 0, row: 0)
        let point = Point(x: first.x + east / metresPerUnit.0, y: first.y - south / metresPerUnit.1)
        let named = [
            ("depth_m", depth), ("depth_error_m", depthError), ("x_error_m", eastError), ("y_error_m", northError),
            ("structural_index", structuralIndex), ("background", background),
        ]
        return Feature(
            geometry: .points([point]),
            attributes: named.map { Attribute(name: $0.0, value: $0.1.isNaN ? .missing : .number($0.1)) })
    }
}
