import KernelTypes
import Operations
import Survey

/// A local statistic of every cell of a raster, with its chance and quadrant.
struct RasterAssociation: Sendable {
    let kind: LocalAssociation.Kind
    let radius: Int

    private static let poolSize = 65_536

    /// Writes `out`, `p` and, for Moran's, `quadrant`.
    func run(at bench: any Workbench, _ settings: Settings) throws {
        let layer = try bench.raster("in")
        let summary = try LayerSummary(layer, at: bench)
        guard summary.count > 2, summary.second > 0 else {
            throw settings.unfit(
                summary.count > 2 ? "every cell is \(summary.mean)" : "\(summary.count) cells have a value",
                "give a layer that varies")
        }
        let association = LocalAssociation(
            kind: kind, count: summary.count, mean: summary.mean, variance: summary.second,
            kurtosis: summary.fourth / (summary.second * summary.second))
        let permutations = try permutations(layer, summary.mean, bench, settings)
        let significance = kind == .moran ? try settings.number("significance") : 0
        let grid = layer.grid
        let out = try bench.raster("out", on: grid, unit: "")
        let chance = try bench.raster("p", on: grid, unit: "")
        let quadrant = kind == .moran ? try bench.raster("quadrant", on: grid, unit: "") : nil
        let bands = grid.bands(ofAtMost: max(1, min(64, (1 << 20) / grid.columns)))
        let radius = radius
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            let reach = max(0, band.lowerBound - radius)..<min(grid.rows, band.upperBound + radius)
            let input = try layer.strip(reach)
            let outputs = (0..<3).map { _ in Strip(columns: grid.columns, rows: band, rasterRows: grid.rows) }
            for row in band {
                Self.fill(
                    row, of: input, radius, association, permutations, significance, outputs.map { $0.row(row) })
            }
            try out.write(outputs[0])
            try chance.write(outputs[1])
            try quadrant?.write(outputs[2])
        }
        bench.record("cells", Double(summary.count))
    }

    private func permutations(
        _ layer: any RasterSource, _ mean: Double, _ bench: any Workbench, _ settings: Settings
    ) throws -> LocalAssociation.Permutations? {
        guard try settings.text("chance") == "permutation" else { return nil }
        let seed = try settings.seed()
        let sample = try LayerStack(layer).sample(Self.poolSize, seed: seed, at: bench)
        return LocalAssociation.Permutations(
            pool: sample.values.map { Double($0) - mean }, repeats: try settings.integer("permutations"),
            seed: seed &+ 1)
    }

    private static func fill(
        _ row: Int, of input: Strip, _ radius: Int, _ association: LocalAssociation,
        _ permutations: LocalAssociation.Permutations?, _ significance: Double, _ outputs: [Cells]
    ) {
        let columns = input.columns
        let lines = max(input.rows.lowerBound, row - radius)..<min(input.rows.upperBound, row + radius + 1)
        // Down the columns first, in the order of rows.
        var sums = [Double](repeating: 0, count: columns)
        var counts = [Int](repeating: 0, count: columns)
        for line in lines {
            input.row(line).withSpan { cells in
                for column in 0..<columns where cells[column].isFinite {
                    sums[column] += Double(cells[column]) - association.mean
                    counts[column] += 1
                }
            }
        }
        let here = input.row(row)
        for column in 0..<columns {
            let value = here[column]
            guard value.isFinite else {
                for output in outputs { output[column] = .nan }
                continue
            }
            var (sum, neighbours) = (0.0, -1)
            for near in max(0, column - radius)..<min(columns, column + radius + 1) {
                sum += sums[near]
                neighbours += counts[near]
            }
            let deviation = Double(value) - association.mean
            sum -= deviation
            let statistic = association.statistic(deviation: deviation, sum: sum, neighbours: neighbours)
            let chance =
                if let permutations {
                    association.chance(
                        permutations, deviation: deviation, sum: sum, neighbours: neighbours,
                        place: row * columns + column, own: nil)
                } else {
                    association.chance(statistic, neighbours: neighbours)
                }
            outputs[0][column] = Float(statistic)
            outputs[1][column] = Float(chance)
            let isTold = chance <= significance
            outputs[2][column] =
                chance.isNaN ? .nan : isTold ? Float(LocalAssociation.quadrant(deviation: deviation, sum: sum)) : 0
        }
    }
}
