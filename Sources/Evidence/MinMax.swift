package import KernelTypes
package import Operations
package import Survey

/// Values stretched between two limits.
package struct MinMax: StripTransform {
    package static let declaration = Operation(
        name: "min-max", summary: "Stretches a layer's values to a range, 0 to 1 where none is set.", family: .value,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter("low", .anyNumber, default: 0, "what the layer's least value becomes"),
            Parameter("high", .anyNumber, default: 1, "what the layer's greatest value becomes"),
        ],
        memory: .twoPass,
        formula: """
            low + (x - min) / (max - min) · (high - low), min and max over all cells with a value. A cell without data \
            has none.
            """,
        source: "Han, Kamber and Pei (2012), Data Mining: Concepts and Techniques, section 3.5.2.")

    private let settings: Settings
    private let low: Double
    private let high: Double
    private var minimum = 0.0
    private var maximum = 1.0

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        settings = Settings(parameters, of: Self.declaration)
        let limits = try settings.limits("low", "high")
        (low, high) = (Double(limits.low), Double(limits.high))
    }

    package mutating func learn(from scan: RasterScan) throws {
        let moments = try LayerFigures.moments(from: scan)
        guard moments.valid > 0 else { throw settings.unfit("no cell has a value", "leave this layer out") }
        guard moments.minimum < moments.maximum else {
            throw settings.unfit(
                "every cell is \(moments.minimum)", "leave this layer out: it tells no cell from another")
        }
        guard (moments.maximum - moments.minimum).isFinite else {
            throw settings.unfit("a cell is infinite", "set limits with 'clip' first")
        }
        (minimum, maximum) = (moments.minimum, moments.maximum)
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let (low, high, minimum, maximum) = (low, high, minimum, maximum)
        inputs[0].cells.map(into: output.cells) { x in
            let share = (Double(x) - minimum) / (maximum - minimum)
            return Float(share == 1 ? high : low + share * (high - low))
        }
    }

    package var figures: [String: Double] { ["minimum": minimum, "maximum": maximum] }
}
