package import Operations
import Survey

/// Distance to the cells of a layer that stand out.
package struct AnomalyDistance: Procedure {
    package static let declaration = Operation(
        name: "anomaly-distance", summary: "Gives each cell's distance to the nearest anomaly of a layer, in metres.",
        family: .distance, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "criterion", .choice(["higher", "lower", "between", "outside"]), default: "higher",
                "where an anomaly is: above or below the threshold, between both limits, or outside them"),
            Parameter("threshold", .anyNumber, isOptional: true, "higher and lower only, in the layer's unit"),
            Parameter("low", .anyNumber, isOptional: true, "between and outside only: the lower limit"),
            Parameter("high", .anyNumber, isOptional: true, "between and outside only: the upper limit"),
            Parameter(
                "maximum", .positive, unit: "m", isOptional: true, "cells farther away than this get this distance"),
            GroundScale.parameter,
        ],
        memory: .strip,
        formula: """
            The exact distance, as in 'distance', to the cells with x > threshold, x < threshold, low ≤ x ≤ high, or x < low \
            or x > high. Defined in every cell, also where the layer has no data; a layer without an anomaly is refused.
            """,
        source: "Felzenszwalb and Huttenlocher (2012); criteria as in the EIS Toolkit's distance to anomaly.")

    private let settings: Settings
    private let condition: CellCondition
    private let maximum: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        let criterion = try settings.text("criterion")
        let hasThreshold = criterion == "higher" || criterion == "lower"
        for key in ["threshold", "low", "high"] {
            let isOwn = (key == "threshold") == hasThreshold
            if isOwn && !settings.has(key) {
                throw settings.error(.missingParameter, key, "'\(key)' is not set", "set it: \(criterion) needs it")
            }
            if !isOwn && settings.has(key) {
                throw settings.error(
                    .unknownParameter, key, "\(criterion) has no '\(key)'",
                    hasThreshold ? "set 'threshold'" : "set 'low' and 'high'")
            }
        }
        switch criterion {
        case "higher": condition = .above(try settings.cell("threshold"))
        case "lower": condition = .below(try settings.cell("threshold"))
        default:
            let limits = try settings.limits("low", "high")
            condition =
                criterion == "between" ? .between(limits.low, limits.high) : .outside(limits.low, limits.high)
        }
        maximum = settings.has("maximum") ? try settings.number("maximum") : .infinity
    }

    package func run(at bench: any Workbench) throws {
        let source = try bench.raster("in")
        let cell = try MetricCells(of: source.grid, settings, at: bench)
        let transform = DistanceTransform(
            to: condition, upTo: maximum, cellWidth: cell.width, cellHeight: cell.height, for: settings.operation)
        let sink = try bench.raster("out", on: source.grid, unit: "m")
        try transform.run(from: source, into: sink, at: bench)
    }
}
