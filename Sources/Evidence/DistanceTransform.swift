package import KernelTypes
package import Operations
package import Survey

/// Exact Euclidean distance from each cell's centre to the nearest target cell's.
///
/// Three steps, so that a raster larger than memory takes one scratch raster: from north to south,
/// `ColumnSweep.descend` writes the rows to the nearest target above; from south to north, `ColumnSweep.ascend` makes
/// them the rows to the nearest target in the column; `fill` turns any strip of that into distances, in parallel if
/// wished. Felzenszwalb and Huttenlocher (2012).
package struct DistanceTransform: Sendable {
    package static let declaration = Operation(
        name: "distance", summary: "Gives each cell's distance to the nearest feature, in metres.", family: .distance,
        inputs: [.init("in", .layer, "lines, polygons or points; or a raster, whose cells meet `where`")],
        parameters: [
            Parameter(
                "where", .text, isOptional: true,
                """
                which cells count: '> 100', '>= 100', '< 5', '<= 5', '= 4', '!= 0', 'between 2 3'; without it, all \
                that have a value other than 0
                """),
            Parameter(
                "maximum", .positive, unit: "m", isOptional: true, "cells farther away than this get this distance"),
            GroundScale.parameter,
        ],
        memory: .strip,
        formula: """
            min over target cells of √((Δcolumn · width)² + (Δrow · height)²), from centre to centre, exact to a cell's \
            32 bits; 0 on a target. Defined in every cell, also where the input has no data. A grid in degrees is refused.
            """,
        source: "Felzenszwalb and Huttenlocher (2012), Distance Transforms of Sampled Functions, Theory of Computing 8."
    )

    private let operation: String
    private let condition: CellCondition
    private let maximum: Double
    private let cellWidth: Double
    /// Height of a cell over its width.
    private let elongation: Double

    /// Distances to the cells that meet a condition, for an operation; none is greater than `maximum`.
    init(
        to condition: CellCondition, upTo maximum: Double = .infinity, cellWidth: Double, cellHeight: Double,
        for operation: String
    ) {
        self.operation = operation
        self.condition = condition
        self.maximum = maximum
        self.cellWidth = cellWidth
        elongation = cellHeight / cellWidth
    }

    /// Takes parameters that `Operation.resolve` has checked.
    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        operation = Self.declaration.name
        let settings = Settings(parameters, of: Self.declaration)
        let ground = try GroundScale(of: grid, settings)
        guard !ground.isPerRow else {
            throw settings.error(
                .outOfRange, "in", "the grid is in degrees, where cells have no common size in metres",
                "bring the layer to a projected grid with 'align'")
        }
        let cell = ground.cellSize(row: 0)
        cellWidth = cell.width
        elongation = cell.height / cell.width
        condition =
            settings.has("where")
            ? try CellCondition(settings.text("where"), of: settings.operation, key: "where") : .isFeature
        maximum = settings.has("maximum") ? try settings.number("maximum") : .infinity
    }

    /// A sweep over the columns of a raster, to be begun at its northern or southern edge.
    package func sweep(columns: Int) -> ColumnSweep {
        ColumnSweep(columns: columns, condition: condition)
    }

    /// The error of a raster in which the sweep from north to south has met no target.
    package var noTarget: OperationError {
        OperationError(
            code: .unfitInput, operation: operation, key: "in",
            reason: condition == .isFeature ? "there is no feature on the grid" : "no cell meets the condition",
            remedy: "give a layer that has one within the grid's bounds")
    }

    /// Metres to the nearest target, from rows to the nearest target in each column as the sweeps leave them.
    package func fill(_ vertical: Strip, into output: Strip) {
        precondition(
            vertical.rows == output.rows && vertical.columns == output.columns, "distances have their rows' place")
        var envelope = DistanceEnvelope(columns: output.columns, elongation: elongation)
        for row in output.rows {
            envelope.build(from: vertical.row(row))
            envelope.distances(unit: cellWidth, maximum: maximum, into: output.row(row))
        }
    }

    /// Distances of a whole raster in memory.
    package func whole(_ input: Strip) throws(OperationError) -> Strip {
        precondition(input.rows == 0..<input.rasterRows, "a whole raster holds all its rows")
        let vertical = Strip(columns: input.columns, rows: input.rows, rasterRows: input.rasterRows)
        var down = sweep(columns: input.columns)
        down.descend(input, into: vertical)
        guard down.hasTarget else { throw noTarget }
        var up = sweep(columns: input.columns)
        up.ascend(vertical)
        let output = Strip(columns: input.columns, rows: input.rows, rasterRows: input.rasterRows)
        fill(vertical, into: output)
        return output
    }
}
