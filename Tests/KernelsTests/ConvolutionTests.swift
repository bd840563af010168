import Foundation
import KernelTypes
import Kernels
import Testing

@Suite struct ConvolutionTests {
    private let taps = [1, 0.9, 0.7, 0.35, 0.1]
    private let hat = [0.5, 0.3, -0.1, -0.4, -0.2]

    private func mean(_ raster: Strip, _ column: Int, _ row: Int) -> Double {
        sum(raster, column, row) { taps[$0] * taps[$1] }
            / sum(raster, column, row, ofOnes: true) { taps[$0] * taps[$1] }
    }

    private func sum(
        _ raster: Strip, _ column: Int, _ row: Int, ofOnes: Bool = false, less offset: Double = 0,
        _ weight: (Int, Int) -> Double
    ) -> Double {
        var total = 0.0
        for y in max(0, row - 4)...min(raster.rasterRows - 1, row + 4) {
            for x in max(0, column - 4)...min(raster.columns - 1, column + 4) where !raster[x, y].isNaN {
                total += weight(abs(y - row), abs(x - column)) * (ofOnes ? 1 : Double(raster[x, y]) - offset)
            }
        }
        return total
    }

    @Test(arguments: [(1, 1), (3, 9), (9, 2), (70, 13)], [2, 1000])
    func `a weighted mean is that of the cells that are there`(size: (columns: Int, rows: Int), missing: Int) {
        let raster = Strip(
            columns: size.columns,
            values: cells(size.columns * size.rows, in: 50_000...50_100, missing: missing).values)
        for tier in tiers {
            let found = cut(raster, height: size.rows, halo: 4) { input, output in
                Kernels(tier).weightedMean(of: input, taps: taps, into: output)
            }
            let contrast = cut(raster, height: size.rows, halo: 4) { input, output in
                Kernels(tier).weightedContrast(of: input, taps, hat, into: output)
            }
            let wrong = found.indices.filter { index in
                let (column, row) = (index % size.columns, index / size.columns)
                guard !raster[column, row].isNaN else { return !(found[index].isNaN && contrast[index].isNaN) }
                let right = mean(raster, column, row)
                let standing = sum(raster, column, row, less: right) { taps[$0] * hat[$1] + hat[$0] * taps[$1] }
                return !near(found[index], right, 0.004)
                    || !near(contrast[index], standing, 1e-6 * max(1, standing.magnitude))
            }
            #expect(wrong.isEmpty)
        }
    }

    @Test func `weighted means have the same bits on every tier and in strips of every height`() {
        for (columns, missing) in [(7, 3), (50, 3), (67, 100_000)] {
            var values = cells(columns * 21, in: 0...1, missing: missing, seed: 4).values
            if missing > 1000 { values[10 * columns + 3] = .nan }
            let raster = Strip(columns: columns, values: values)
            let means = tiers.flatMap { tier in
                [1, 7, 21].map { height in
                    cut(raster, height: height, halo: 4) {
                        Kernels(tier).weightedMean(of: $0, taps: taps, into: $1)
                    }
                }
            }
            #expect(Set(means.map { $0.map(\.bitPattern) }).count == 1)
            let contrasts = tiers.flatMap { tier in
                [1, 7, 21].map { height in
                    cut(raster, height: height, halo: 4) {
                        Kernels(tier).weightedContrast(of: $0, taps, hat, into: $1)
                    }
                }
            }
            #expect(Set(contrasts.map { $0.map(\.bitPattern) }).count == 1)
        }
    }

    @Test func `a plain keeps its value, with gaps too`() {
        let values = (0..<400).map { $0 % 7 == 3 ? Float.nan : 47_123.457 }
        let raster = Strip(columns: 20, values: values)
        let found = cut(raster, height: 20, halo: 4) { Kernels.best.weightedMean(of: $0, taps: taps, into: $1) }
        for index in found.indices { #expect(values[index].isNaN ? found[index].isNaN : found[index] == 47_123.457) }
    }
}
