import KernelTypes
import Operations
import Prospectivity
import Survey

/// A saved model's score of every cell and nothing else, for benchmarks: what other libraries call prediction.
///
/// `apply-model`, which runs make use of, also looks for extrapolation and gives uncertainty and band.
struct ScoreProbe: Procedure {
    static let declaration = Operation(
        name: "model-score", summary: "Scores cells by a saved model, without a look at where they lie.",
        family: .model,
        inputs: [
            .init("model", .table, "the saved model"),
            .init("evidence", .raster, "the evidence in the model's order", isMany: true),
        ], parameters: [], outputs: [.init("score", .raster)], memory: .strip,
        formula: "As the model gives it.", source: "Gossan's own.")

    init(_ settings: Settings) throws(OperationError) {}

    func run(at bench: any Workbench) throws {
        let rule = try bench.value("model", as: DepositModel.self).rule.rule
        let rasters = try bench.rasters("evidence")
        let grid = rasters[0].grid
        let sink = try bench.raster("score", on: grid, unit: "")
        let bands = grid.bands(ofAtMost: max(1, (1 << 17) / (grid.columns * (rasters.count + 1))))
        try bench.inParallel(bands.count) { index in
            let score = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            rule.score(try rasters.map { try $0.strip(bands[index]) }, into: score, deviation: nil)
            try sink.write(score)
        }
    }
}
