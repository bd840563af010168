package import Operations
import Survey

/// Exact Euclidean distance to features, or to the cells of a raster that meet a condition.
package struct Distance: Procedure {
    package static let declaration = DistanceTransform.declaration

    private let settings: Settings
    private let condition: CellCondition
    private let maximum: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        condition =
            settings.has("where")
            ? try CellCondition(settings.text("where"), of: settings.operation, key: "where") : .isFeature
        maximum = settings.has("maximum") ? try settings.number("maximum") : .infinity
    }

    package func run(at bench: any Workbench) throws {
        let source = try bench.target(of: settings)
        let cell = try MetricCells(of: source.grid, settings, at: bench)
        let transform = DistanceTransform(
            to: condition, upTo: maximum, cellWidth: cell.width, cellHeight: cell.height, for: settings.operation)
        let sink = try bench.raster("out", on: source.grid, unit: "m")
        try transform.run(from: source, into: sink, at: bench)
    }
}

extension Workbench {
    /// What distances are measured to: the cells of the input `in`.
    func target(of settings: Settings) throws -> any RasterSource {
        guard let source = try cells("in").first else {
            throw settings.error(.missingInput, "in", "the input 'in' is missing", "give it: --in in=FILE")
        }
        return source
    }
}
