package import KernelTypes
package import Operations
package import Survey

/// Values kept within limits.
package struct Clip: StripTransform {
    package static let declaration = Operation(
        name: "clip", summary: "Keeps values within limits: what lies beyond becomes the limit, or no data.",
        family: .value, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter("low", .anyNumber, isOptional: true, "the least value, in the layer's unit; none where not set"),
            Parameter("high", .anyNumber, isOptional: true, "the greatest value; none where not set"),
            Parameter(
                "beyond", .choice(["limit", "missing"]), default: "limit", "what a value beyond a limit becomes"),
        ],
        memory: .strip, formula: "min(max(x, low), high), or no data beyond. A cell without data has none.",
        source: "Definition.")

    private let low: Float
    private let high: Float
    private let keepsBeyond: Bool

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        guard settings.has("low") || settings.has("high") else {
            throw settings.error(.missingParameter, "low", "neither 'low' nor 'high' is set", "set one of them or both")
        }
        low = settings.has("low") ? try settings.cell("low") : -.greatestFiniteMagnitude
        high = settings.has("high") ? try settings.cell("high") : .greatestFiniteMagnitude
        guard low <= high else {
            throw settings.error(.outOfRange, "low", "'low' of \(low) lies above 'high' of \(high)", "exchange them")
        }
        keepsBeyond = try settings.text("beyond") == "limit"
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let (low, high, keepsBeyond) = (low, high, keepsBeyond)
        inputs[0].cells.map(into: output.cells) { x in
            if x >= low && x <= high { return x }
            return keepsBeyond ? (x < low ? low : high) : .nan
        }
    }
}
