import KernelTypes
package import Operations
import Survey

/// An anomaly measure as a score: ranks, for areas without a known deposit.
package struct RankScoreProcedure: Procedure {
    package static let declaration = Operation(
        name: "rank-score", summary: "Ranks an anomaly measure from 0 to 1, for areas without a known deposit.",
        family: .model,
        inputs: [.init("in", .raster, "a measure such as that of mahalanobis or isolation-forest; high is unusual")],
        outputs: [.init("score", .raster)], memory: .twoPass,
        formula: """
            Rank of the value among all known cells, to a thousandth; equal values share the middle rank. It says how \
            unusual a cell is, not how likely a deposit: it is no probability.
            """,
        source: "Gossan's own rule.")

    package init(_ settings: Settings) throws(OperationError) {}

    package func run(at bench: any Workbench) throws {
        let raster = try bench.raster("in")
        let grid = raster.grid
        let scale = try RankScale(of: raster)
        let sink = try bench.raster("score", on: grid, unit: "")
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / grid.columns))
        try bench.inParallel(bands.count) { index in
            let input = try raster.strip(bands[index])
            let output = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            for cell in 0..<output.cells.count { output.cells[cell] = scale.rank(of: input.cells[cell]) }
            try sink.write(output)
        }
        bench.note("the score ranks how unusual a cell is; it is not the probability of a deposit")
    }
}
