package import KernelTypes
package import Operations
package import Survey

/// An operation from readings to a raster: prepared once, then any rows at any time, in parallel, with the same bits.
///
/// Memory goes with the readings, not with the cells.
package protocol ReadingGridder: Sendable {
    /// The registry's entry.
    static var declaration: Operation { get }

    /// Takes parameters that `Operation.resolve` has checked, positions in the grid's CRS and a value for each; a
    /// reading whose value is not finite counts as missing. `metresPerUnit` is `nil` for a CRS in degrees.
    init(
        _ parameters: [String: ParameterValue], on grid: AnalysisGrid, positions: [Point], values: [Double],
        metresPerUnit: Double?
    ) throws(OperationError)

    /// Writes the rows of the strip; NaN where the readings say nothing.
    func fill(_ output: Strip)

    /// What was found, for the manifest.
    var figures: [String: Double] { get }
}
