package import KernelTypes
package import Operations
package import Survey

/// Values bent into 0...1.
package struct Sigmoid: StripTransform {
    package static let declaration = Operation(
        name: "sigmoid", summary: "Bends a layer's values between two limits along an S.", family: .value,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter("midpoint", .anyNumber, default: 0, "the value that comes to lie halfway, in the layer's unit"),
            Parameter(
                "slope", .anyNumber, default: 1,
                "steepness at the midpoint, in 1 over the layer's unit; a negative one falls"),
            Parameter("low", .anyNumber, default: 0, "the lower limit of the result"),
            Parameter("high", .anyNumber, default: 1, "the upper limit of the result"),
        ],
        memory: .strip,
        formula: "low + (high - low) / (1 + exp(-slope (x - midpoint))). A cell without data has none.",
        source: "The logistic function of Verhulst (1845); parameters as in the EIS Toolkit's sigmoid transform.")

    private let midpoint: Double
    private let slope: Double
    private let low: Double
    private let high: Double

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        midpoint = Double(try settings.cell("midpoint"))
        slope = Double(try settings.cell("slope"))
        guard slope != 0 else {
            throw settings.error(.outOfRange, "slope", "a slope of 0 tells no cell from another", "write another")
        }
        let limits = try settings.limits("low", "high")
        (low, high) = (Double(limits.low), Double(limits.high))
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let (midpoint, slope, low, high) = (midpoint, slope, low, high)
        inputs[0].cells.map(into: output.cells) { x in
            Float(low + (high - low) / (1 + Elementary.exp(-slope * (Double(x) - midpoint))))
        }
    }
}
