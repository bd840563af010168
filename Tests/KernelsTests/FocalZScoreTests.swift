import KernelTypes
import Kernels
import Testing

@Suite struct FocalZScoreTests {
    private func scores(_ raster: Strip, _ radius: Int, _ tier: Kernels.Tier, height: Int) -> [UInt32] {
        let halo = Kernels.focalHalo(radius: radius)
        return stride(from: 0, to: raster.rasterRows, by: height).flatMap { start in
            let rows = start..<min(start + height, raster.rasterRows)
            let reach = max(0, rows.lowerBound - halo)..<min(raster.rasterRows, rows.upperBound + halo)
            let out = Strip(columns: raster.columns, rows: rows, rasterRows: raster.rasterRows)
            Kernels(tier).focal(.zScore, of: raster.part(reach), radius: radius, into: out)
            return bits(out.cells)
        }
    }

    /// Two passes over the window itself.
    private func reference(_ raster: Strip, _ column: Int, _ row: Int, _ radius: Int) -> Double {
        var window: [Double] = []
        for y in max(0, row - radius)...min(raster.rasterRows - 1, row + radius) {
            for x in max(0, column - radius)...min(raster.columns - 1, column + radius) where !raster[x, y].isNaN {
                window.append(Double(raster[x, y]))
            }
        }
        let x = Double(raster[column, row])
        guard !x.isNaN else { return .nan }
        guard window.contains(where: { $0 != x }) else { return 0 }
        let mean = window.reduce(0, +) / Double(window.count)
        let variance = window.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(window.count)
        return (x - mean) / variance.squareRoot()
    }

    @Test(arguments: [0, 1, 2, 3, 7, 12, 40], [(1, 1), (1, 30), (30, 1), (17, 23), (33, 20)])
    func `z is within a millionth of two passes over each window`(radius: Int, size: (columns: Int, rows: Int)) {
        for missing in [2, 5, 1000] {
            let raster = Strip(
                columns: size.columns,
                values: cells(size.columns * size.rows, in: 47_000...48_000, missing: missing).values)
            for tier in tiers {
                let found = scores(raster, radius, tier, height: size.rows).map(Float.init(bitPattern:))
                for row in 0..<size.rows {
                    for column in 0..<size.columns {
                        let expected = reference(raster, column, row, radius)
                        let z = found[row * size.columns + column]
                        // A z of up to 40 is rounded to Float.
                        #expect(near(z, expected, 1e-6 * max(1, expected.magnitude)), "\(tier): \(z) for \(expected)")
                    }
                }
            }
        }
    }

    @Test(arguments: [0, 1, 2, 4, 9, 25])
    func `z has the same bits on every tier and in strips of every height`(radius: Int) {
        for columns in [1, 7, 8, 19] {
            let rows = 21
            let raster = Strip(columns: columns, values: cells(columns * rows, in: 0...1, missing: 4).values)
            let results = Set(
                tiers.flatMap { tier in (1...rows).map { scores(raster, radius, tier, height: $0) } })
            #expect(results.count == 1)
        }
    }

    @Test(arguments: [1, 3, 10]) func `a plain has a z of exactly zero, beside mountains too`(radius: Int) {
        let (columns, rows) = (60, 40)
        var random = SplitMix(state: 3)
        // West of column 25 a plain with gaps, east of it mountains.
        let values = (0..<(columns * rows)).map { index -> Float in
            if Int.random(in: 0..<6, using: &random) == 0 { return .nan }
            return index % columns < 25 ? 50_000.3 : Float.random(in: 50_001...59_000, using: &random)
        }
        let raster = Strip(columns: columns, values: values)
        for tier in tiers {
            let found = scores(raster, radius, tier, height: rows).map(Float.init(bitPattern:))
            for index in found.indices {
                let column = index % columns
                #expect(found[index].isNaN == values[index].isNaN)
                if column + radius < 25, !values[index].isNaN { #expect(found[index] == 0) }
                if column - radius > 25, !values[index].isNaN { #expect(found[index] != 0) }
            }
        }
    }

    @Test func `a spread of one unit in the last place is not lost`() {
        let values = (0..<400).map { index -> Float in index == 210 ? Float(50_000.3).nextUp : 50_000.3 }
        let raster = Strip(columns: 20, values: values)
        let found = scores(raster, 2, .base, height: 20).map(Float.init(bitPattern:))
        // One of 25 differs by d: mean d/25, deviation d sqrt(24)/25.
        #expect(near(found[210], 24 / 24.0.squareRoot(), 1e-6))
        #expect(near(found[211], -1 / 24.0.squareRoot(), 1e-6))
    }

    @Test(arguments: tiers) func `a raster without a valid cell stays so, and infinity spoils only its windows`(
        tier: Kernels.Tier
    ) {
        let none = Strip(columns: 9, values: Array(repeating: -.nan, count: 45))
        #expect(scores(none, 2, tier, height: 5).allSatisfy { $0 == Float.nan.bitPattern })
        var values = cells(400, in: 0...1, missing: 1000).values
        values[10 * 20 + 10] = .infinity
        let found = scores(Strip(columns: 20, values: values), 2, tier, height: 20).map(Float.init(bitPattern:))
        for index in found.indices {
            let isNear = abs(index / 20 - 10) <= 2 && abs(index % 20 - 10) <= 2
            #expect(found[index].isNaN == (isNear || values[index].isNaN))
        }
    }
}
