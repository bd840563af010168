package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Deviations from the raster's mean, in standard deviations.
package struct Standardise: StripTransform {
    package static let declaration = Operation(
        name: "standardise",
        summary: "Gives each cell's distance from the raster's mean, in standard deviations.", family: .value,
        inputs: [.init("in", .raster, "the layer")], memory: .twoPass,
        formula: """
            z = (x - mean) / σ, both over all cells with a value; σ is the population's (n). \
            A cell without data has none.
            """,
        source: "Mean and deviation of the rows, merged north to south: Chan, Golub and LeVeque (1979).")

    private var moments = Moments()
    private var centre: Float = 0
    private var scale: Float = 1

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {}

    package mutating func learn(from scan: RasterScan) throws {
        var moments = Moments()
        try scan(0) { strip in
            for row in Kernels.best.moments(of: strip) { moments.merge(row) }
        }
        (centre, scale) = try spread(of: moments.mean, moments.deviation, cells: moments.valid)
        self.moments = moments
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.standardise(inputs[0].cells, centre: centre, scale: scale, into: output.cells)
    }

    package var figures: [String: Double] { ["mean": moments.mean, "deviation": moments.deviation] }

    private func spread(
        of mean: Double, _ deviation: Double, cells: Int
    ) throws(OperationError) -> (centre: Float, scale: Float) {
        let centre = Float(mean)
        let scale = Float(1 / deviation)
        if cells > 0, deviation > 0, centre.isFinite, scale.isNormal { return (centre, scale) }
        let reason =
            if cells == 0 {
                "no cell has a value"
            } else if deviation == 0 {
                "every cell is \(mean)"
            } else {
                "the mean \(mean) and deviation \(deviation) leave the range of a cell"
            }
        throw OperationError(
            code: .outOfRange, operation: Self.declaration.name, key: "in", reason: reason,
            remedy: "leave this layer out: it tells no cell from another")
    }
}
