package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Deviations from the raster's median, in median absolute deviations.
package struct RobustZ: StripTransform {
    package static let declaration = Operation(
        name: "robust-z",
        summary: "Gives each cell's distance from the raster's median, in deviations that outliers do not widen.",
        family: .value, inputs: [.init("in", .raster, "the layer")], memory: .twoPass,
        formula: """
            z = (x - median) / (1.4826 · MAD), MAD = median |x - median| over all cells with a value. \
            A cell without data has none.
            """,
        source: """
            Hampel (1974); 1.4826 makes MAD the standard deviation of a normal distribution: Rousseeuw and Croux \
            (1993). Both medians are exact; of an even count, the mean of the two middle values.
            """)

    private static let consistency = 1.4826

    private var median = Double.nan
    private var deviation = Double.nan
    private var centre: Float = 0
    private var scale: Float = 1

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {}

    package mutating func learn(from scan: RasterScan) throws {
        let median = try Self.median(of: scan)
        guard median.isFinite else { throw Self.unfit("no cell has a value, or half of them are infinite") }
        let deviation = try Self.median(of: scan, deviatingFrom: median)
        guard deviation > 0 else {
            throw Self.unfit("half of the cells or more are exactly \(median), so that MAD is zero")
        }
        scale = Float(1 / (Self.consistency * deviation))
        guard scale.isNormal else { throw Self.unfit("the MAD of \(deviation) leaves the range of a cell") }
        centre = Float(median)
        self.median = median
        self.deviation = deviation
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.standardise(inputs[0].cells, centre: centre, scale: scale, into: output.cells)
    }

    package var figures: [String: Double] { ["median": median, "mad": deviation] }

    /// The median of the cells, or of their distances from `centre`.
    private static func median(of scan: RasterScan, deviatingFrom centre: Double? = nil) throws -> Double {
        var selector = Selector(fractions: [0.5])
        while !selector.isDone {
            try scan(0) { strip in
                selector.add(centre.map { deviations(of: strip.cells, from: $0) } ?? strip.cells)
            }
            selector.endPass()
        }
        return selector.values[0]
    }

    /// |x - median|, rounded once: rounding keeps the order, so the median of these is the rounded MAD.
    private static func deviations(of cells: Cells, from median: Double) -> Cells {
        let deviations = Cells(count: cells.count)
        cells.withSpan { cells in
            deviations.withMutableSpan { deviations in
                for index in cells.indices { deviations[index] = Float(abs(Double(cells[index]) - median)) }
            }
        }
        return deviations
    }

    private static func unfit(_ reason: String) -> OperationError {
        OperationError(
            code: .outOfRange, operation: declaration.name, key: "in", reason: reason,
            remedy: "use 'standardise', or 'reclassify' where the layer holds classes")
    }
}
