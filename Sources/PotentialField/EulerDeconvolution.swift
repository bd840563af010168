import KernelTypes
package import Operations
import Survey
import Synchronization

/// Places and depths of simple sources, by Euler's equation in windows.
package struct EulerDeconvolution: Procedure {
    package static let declaration = Operation(
        name: "euler",
        summary: "Locates simple sources of a field by Euler's equation in windows, with their uncertainty.",
        family: .potentialField, inputs: [.init("in", .raster, "the field on a projected grid")],
        parameters: [
            Parameter(
                "structural_index", .number(from: 0, to: 3), default: 1,
                "magnetics: 0 contact, 1 thin dyke, 2 pipe, 3 sphere; gravity: one less"),
            Parameter(
                "scan", .numbers, isOptional: true,
                "structural indices to try in each window: the one with the least relative error of depth is kept"),
            Parameter("window", .integer(from: 3, to: 101), default: 11, "cells along a side of the window"),
            Parameter("step", .integer(from: 1, to: 1_000), default: 1, "cells from one window to the next"),
            Parameter(
                "tolerance", .number(from: 0.1, to: 100), default: 10,
                "solutions whose depth is less certain than this many per cent are left out"),
            Parameter(
                "maximum_depth", .positive, unit: "m", isOptional: true, "solutions below this are left out"),
        ],
        outputs: [.init("out", .vector)], memory: .whole,
        formula: """
            (x - x₀) ∂F/∂x + (y - y₀) ∂F/∂y + (z - z₀) ∂F/∂z = N (B - F), z downwards from the level of measurement, solved \
            for x₀, y₀, z₀ and B by least squares over each window without holes; for N = 0 the right side is a \
            constant. Errors are those of the least squares. A solution outside its window or above the ground is left \
            out. Attributes: depth_m, depth_error_m, x_error_m, y_error_m, structural_index, background.
            """,
        source: """
            Thompson (1982), EULDPH; Reid and others (1990), Magnetic interpretation in three dimensions using Euler \
            deconvolution.
            """)

    private let indices: [Double]
    private let window: Int
    private let step: Int
    private let tolerance: Double
    private let maximumDepth: Double

    package init(_ settings: Settings) throws(OperationError) {
        let scan = settings.has("scan") ? try settings.numbers("scan") : []
        guard scan.allSatisfy({ (0...3).contains($0) }) else {
            throw settings.error(.outOfRange, "scan", "a structural index lies between 0 and 3", "correct 'scan'")
        }
        indices = scan.isEmpty ? [try settings.number("structural_index")] : scan
        window = try settings.integer("window")
        step = try settings.integer("step")
        tolerance = try settings.number("tolerance") / 100
        maximumDepth = settings.values["maximum_depth"]?.number ?? .infinity
    }

    package func run(at bench: any Workbench) throws {
        let field = try Field(from: bench, of: Self.declaration)
        let grid = field.grid
        guard window <= min(grid.columns, grid.rows) else {
            throw OperationError(
                code: .unfitInput, operation: Self.declaration.name, key: "window",
                reason: "the window of \(window) cells is greater than the raster", remedy: "set a smaller 'window'")
        }
        let block = try field.whole(parts: 4, at: bench, for: Self.declaration)
        let identity = SpectralPart(ContinuationResponse(height: 0, noise: 0), keeping: .plane)
        let fields = try ([identity] + SpectralPart.gradient).map { try block.field($0, at: bench) }
        let windows = EulerWindows(
            source: field.source, fields: fields, columns: grid.columns, metres: field.metres, size: window)
        let rows = Array(stride(from: 0, through: grid.rows - window, by: step))
        let found = Mutex([Int: [EulerSolution]]())
        let columns = Array(stride(from: 0, through: grid.columns - window, by: step))
        try bench.inParallel(rows.count) { index in
            let solutions = try windows.solutions(row: rows[index], columns: columns, indices: indices) {
                $0.depth <= maximumDepth && $0.depthError <= tolerance * $0.depth
            }
            found.withLock { $0[index] = solutions }
        }
        let solutions = found.withLock { found in rows.indices.flatMap { found[$0] ?? [] } }
        let scale = (field.metres.width / grid.cellWidth, field.metres.height / grid.cellHeight)
        let features = solutions.map { $0.feature(on: grid, metresPerUnit: scale) }
        try bench.give(features: features, crs: grid.crs, to: "out")
        bench.record("windows", Double(rows.count * columns.count))
        bench.record("solutions", Double(features.count))
    }
}
