import KernelTypes
package import Operations
import Survey

/// How far each cell lies from the cloud of the cells around it (local RX).
package struct LocalMahalanobis: Procedure {
    package static let declaration = Operation(
        name: "mahalanobis-local",
        summary:
            "Gives each cell's squared Mahalanobis distance from the cells of a ring around it: the local RX detector.",
        family: .anomaly, inputs: [.layers],
        parameters: [
            Parameter("window", .integer(from: 3, to: 301), unit: "cells", default: 21, "side of the ring; odd"),
            Parameter(
                "guard", .integer(from: 1, to: 299), unit: "cells", default: 5,
                "side of the square in the middle that is left out; odd"),
            Parameter(
                "ridge", .number(from: 0.000_001, to: 1), default: 0.001,
                "added to each variance, in variances of the whole layer"),
            .quantile,
        ],
        outputs: [.init("out", .raster)], memory: .twoPass, halo: "window / 2 cells",
        formula: """
            d² = (x - m)ᵀ (S + ridge · D)⁻¹ (x - m), m and S (divided by n) of the cells of the window outside the \
            guard where all layers have a finite value, cut at the raster's edge; D has the variances of the whole \
            layers. No data where a layer has none or fewer than 2 · (layers + 1) cells are in the ring. The figure \
            'threshold' is the exact quantile of the distances.
            """,
        source: "Reed and Yu (1990), IEEE Trans. ASSP 38, with the covariance of a local ring and a ridge.")

    private let settings: Settings
    private let outer: Int
    private let inner: Int
    private let ridge: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        for key in ["window", "guard"] {
            let side = try settings.integer(key)
            guard side % 2 == 1 else {
                throw settings.error(
                    .outOfRange, key, "a square of \(side) cells has no centre", "write \(side - 1) or \(side + 1)")
            }
        }
        outer = try settings.integer("window") / 2
        inner = try settings.integer("guard") / 2
        guard inner < outer else {
            throw settings.error(
                .outOfRange, "guard", "the guard leaves nothing of the window",
                "write an odd number in 1...\(2 * outer - 1)")
        }
        ridge = try settings.number("ridge")
    }

    package func run(at bench: any Workbench) throws {
        let stack = try LayerStack("in", at: bench, of: settings)
        try checkWindow(on: stack.grid)
        let moments = try stack.crossMoments(at: bench, of: settings, least: 2 * (stack.count + 1))
        try stack.requireSpread(moments, of: settings)
        let standard = StandardLayers(moments, isStandardised: true)
        let grid = stack.grid
        let scores = try bench.scratch(on: grid)
        let out = try bench.raster("out", on: grid, unit: "")
        let (outer, inner, ridge) = (outer, inner, ridge)
        let bands = grid.bands(ofAtMost: max(8, min(64, outer)))
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            let reach = max(0, band.lowerBound - outer)..<min(grid.rows, band.upperBound + outer)
            let ring = RingMoments(
                try stack.layers.map { try $0.strip(reach) }, rows: reach, standard: standard, outer: outer,
                inner: inner, ridge: ridge)
            let output = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            for row in band { ring.squares(around: row, into: output.row(row)) }
            try scores.write(output)
            try out.write(output)
        }
        try scores.finish()
        bench.record("threshold", try exactQuantile(try settings.number("quantile"), of: scores, at: bench))
    }

    private func checkWindow(on grid: AnalysisGrid) throws(OperationError) {
        let extent = max(grid.columns, grid.rows)
        let largest = max(3, extent % 2 == 1 ? extent : extent + 1)
        guard 2 * outer + 1 > largest else { return }
        throw settings.error(
            .outOfRange, "window",
            "a window of \(2 * outer + 1) cells is larger than the grid of \(grid.columns) x \(grid.rows)",
            "write an odd number in 3...\(largest)")
    }
}
