package import KernelTypes
package import Operations
package import Survey

/// Outliers brought to a percentile.
package struct Winsorise: StripTransform {
    package static let declaration = Operation(
        name: "winsorise", summary: "Brings values beyond two percentiles of the layer to these percentiles.",
        family: .value, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "lower", .number(from: 0, to: 100), unit: "%", default: 2, "percentile below which values are raised"),
            Parameter(
                "upper", .number(from: 0, to: 100), unit: "%", default: 98, "percentile above which values are lowered"),
        ],
        memory: .twoPass,
        formula: """
            min(max(x, P(lower)), P(upper)), the percentiles over all cells with a value; exact, with linear \
            interpolation between order statistics. A cell without data has none.
            """,
        source: "Dixon (1960); percentiles: Hyndman and Fan (1996), type 7.")

    private let settings: Settings
    private let fractions: [Double]
    private var low: Float = 0
    private var high: Float = 0

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        settings = Settings(parameters, of: Self.declaration)
        let limits = try settings.limits("lower", "upper")
        fractions = [Double(limits.low) / 100, Double(limits.high) / 100]
    }

    package mutating func learn(from scan: RasterScan) throws {
        let limits = try LayerFigures.quantiles(fractions, from: scan)
        guard !limits[0].isNaN else { throw settings.unfit("no cell has a value", "leave this layer out") }
        (low, high) = (Float(limits[0]), Float(limits[1]))
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let (low, high) = (low, high)
        inputs[0].cells.map(into: output.cells) { min(max($0, low), high) }
    }

    package var figures: [String: Double] { ["low": Double(low), "high": Double(high)] }
}
