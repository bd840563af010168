import KernelTypes
package import Operations
import Survey

/// What became of a map between two runs.
package struct CompareMaps: Procedure {
    package static let declaration = Operation(
        name: "compare-maps", summary: "Subtracts an earlier map from a later one, and says how they differ.",
        family: .statistics,
        inputs: [
            .init("before", .raster, "the earlier map"), .init("after", .raster, "the later map, on the same cells"),
            .init("layers_before", .raster, "layers to look up at the places", isMany: true, isOptional: true),
            .init("layers_after", .raster, "the same layers later, by name", isMany: true, isOptional: true),
        ],
        parameters: [
            Parameter(
                "places", .numbers, isOptional: true,
                "x1, y1, x2, y2, ... in the maps' CRS: places at which maps and layers are looked up"),
            Parameter(
                "least", .number(from: 0, to: .infinity), default: 0.001,
                "differences of at most this do not count as changed"),
        ],
        outputs: [.init("difference", .raster), .init("values", .document)], memory: .strip,
        formula: """
            after - before where both have a value. Figures over those cells: mean, root mean square, extremes, share \
            changed, correlation; besides, how many cells have gained or lost a value.
            """,
        source: "Gossan's own rule; the correlation is Pearson's.")

    /// What stands at a place in one of both runs; `nil` where there is nothing.
    package struct PlaceValues: Hashable, Sendable, Codable {
        package var before: Double?
        package var after: Double?
        /// By name of the layer.
        package var layersBefore: [String: Double]
        package var layersAfter: [String: Double]
    }

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let (before, after) = (try bench.raster("before"), try bench.raster("after"))
        guard before.grid.hasSameCells(as: after.grid) else {
            throw settings.error(
                .unfitInput, "after", "'\(after.name)' is on another grid than '\(before.name)'",
                "align one to the other's grid first: gossan op align")
        }
        let grid = before.grid
        let least = try settings.number("least")
        let sink = try bench.raster("difference", on: grid, unit: after.unit)
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / max(1, 3 * grid.columns)))
        let parts = try collect(bands.count, by: bench.inParallel) { index -> MapChange in
            let inputs = (try before.strip(bands[index]), try after.strip(bands[index]))
            let output = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            let change = MapChange(from: inputs.0.cells, to: inputs.1.cells, least: least, into: output.cells)
            try sink.write(output)
            return change
        }
        let change = parts.reduce(MapChange()) { $0.merged(with: $1) }
        for (name, value) in change.figures { bench.record(name, value) }
        try bench.give(value: try places(before, after, bench), to: "values")
    }

    private func places(
        _ before: any RasterSource, _ after: any RasterSource, _ bench: any Workbench
    ) throws -> [PlaceValues] {
        let numbers = settings.values["places"]?.list?.compactMap(\.number) ?? []
        guard numbers.count.isMultiple(of: 2) else {
            throw settings.error(
                .outOfRange, "places", "'places' holds \(numbers.count) numbers", "write an x and a y for each place")
        }
        let layersBefore = bench.has("layers_before") ? try bench.rasters("layers_before") : []
        let layersAfter = bench.has("layers_after") ? try bench.rasters("layers_after") : []
        return try stride(from: 0, to: numbers.count, by: 2).map { index in
            let place = Point(x: numbers[index], y: numbers[index + 1])
            func named(_ rasters: [any RasterSource]) throws -> [String: Double] {
                var values: [String: Double] = [:]
                for raster in rasters { values[raster.name] = try raster.value(at: place) }
                return values
            }
            return PlaceValues(
                before: try before.value(at: place), after: try after.value(at: place),
                layersBefore: try named(layersBefore), layersAfter: try named(layersAfter))
        }
    }
}

extension RasterSource {
    /// The value of the cell that holds a point; `nil` outside, and where there is none.
    func value(at place: Point) throws -> Double? {
        guard let cell = grid.cell(at: place) else { return nil }
        let value = try strip(cell.row..<cell.row + 1)[cell.column, cell.row]
        return value.isFinite ? Double(value) : nil
    }
}
