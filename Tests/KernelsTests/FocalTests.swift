import KernelTypes
import Kernels
import Testing

@Suite struct FocalTests {
    private func focal(
        _ raster: Strip, _ measure: FocalMeasure, _ radius: Int, isCircle: Bool, _ tier: Kernels.Tier, height: Int
    ) -> [Float] {
        cut(raster, height: height, halo: radius) { input, output in
            if isCircle {
                Kernels(tier).focalCircle(measure, of: input, radius: radius, into: output)
            } else {
                Kernels(tier).focal(measure, of: input, radius: radius, into: output)
            }
        }
    }

    private func expected(_ cells: [Double], _ measure: FocalMeasure) -> Double {
        let mean = cells.reduce(0, +) / Double(cells.count)
        let deviation = (cells.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(cells.count)).squareRoot()
        let others = cells.dropFirst()
        switch measure {
        case .mean: return mean
        case .deviation: return deviation
        case .zScore: return cells.allSatisfy { $0 == cells[0] } ? 0 : (cells[0] - mean) / deviation
        case .position: return others.isEmpty ? 0 : cells[0] - others.reduce(0, +) / Double(others.count)
        }
    }

    @Test(arguments: 1...12, [false, true])
    func `every measure is that of a direct loop over each window`(radius: Int, isCircle: Bool) {
        for missing in [3, 1000] {
            let raster = Strip(
                columns: 21, values: cells(21 * 15, in: 47_000...48_000, missing: missing, seed: 5).values)
            for measure in FocalMeasure.allCases {
                let found = focal(raster, measure, radius, isCircle: isCircle, .detected, height: 15)
                let wrong = found.indices.filter { index in
                    let (column, row) = (index % 21, index / 21)
                    guard !raster[column, row].isNaN else { return !found[index].isNaN }
                    let right = expected(window(raster, column, row, radius, isCircle: isCircle), measure)
                    return !near(found[index], right, 1e-6 * max(1, right.magnitude))
                }
                #expect(wrong.isEmpty, "\(measure)")
            }
        }
    }

    @Test(arguments: [false, true])
    func `focal has the same bits on every tier, in strips of every height and beside a second measure`(
        isCircle: Bool
    ) {
        for (radius, columns) in [(1, 1), (2, 9), (9, 33)] {
            let raster = Strip(columns: columns, values: cells(columns * 20, in: 0...1, missing: 4, seed: 6).values)
            for measure in FocalMeasure.allCases {
                let results = tiers.flatMap { tier in
                    [1, 7, 20].map { focal(raster, measure, radius, isCircle: isCircle, tier, height: $0) }
                }
                #expect(Set(results.map { $0.map(\.bitPattern) }).count == 1)
                let first = Strip(columns: columns, rows: 0..<20, rasterRows: 20)
                let second = Strip(columns: columns, rows: 0..<20, rasterRows: 20)
                if isCircle {
                    Kernels.best.focalCircle(
                        .mean, of: raster, radius: radius, into: first, and: (measure, second))
                } else {
                    Kernels.best.focal(.mean, of: raster, radius: radius, into: first, and: (measure, second))
                }
                #expect(bits(second.cells) == results[0].map(\.bitPattern))
                let means = focal(raster, .mean, radius, isCircle: isCircle, .detected, height: 20)
                #expect(bits(first.cells) == means.map(\.bitPattern))
            }
        }
    }

    @Test func `a plain has no noise in a circle either, beside mountains`() {
        let values = (0..<1800).map { index -> Float in
            if index % 60 < 25 { return 50_000.3 }
            return Float((index * 7919) % 5003) + 51_000.7
        }
        let raster = Strip(columns: 60, values: values)
        for tier in tiers {
            let deviations = focal(raster, .deviation, 6, isCircle: true, tier, height: 30)
            let means = focal(raster, .mean, 6, isCircle: true, tier, height: 30)
            for index in deviations.indices {
                if index % 60 < 19 {
                    #expect(deviations[index] == 0 && means[index] == 50_000.3)
                } else if index % 60 > 25 {
                    #expect(deviations[index] > 0)
                }
            }
        }
    }

    @Test func `circles are whole where tiles meet`() {
        let raster = Strip(columns: 530, values: cells(530 * 8, in: 47_000...48_000, missing: 6, seed: 9).values)
        let found = focal(raster, .mean, 3, isCircle: true, .detected, height: 8)
        let wrong = (250..<525).filter { column in
            guard !raster[column, 4].isNaN else { return !found[4 * 530 + column].isNaN }
            let right = expected(window(raster, column, 4, 3, isCircle: true), .mean)
            return !near(found[4 * 530 + column], right, 0.003)
        }
        #expect(wrong.isEmpty)
        let strips = focal(raster, .mean, 3, isCircle: true, .base, height: 3)
        #expect(strips.map(\.bitPattern) == found.map(\.bitPattern))
    }

    @Test func `an infinity spoils the circles that hold it and no other`() {
        var values = cells(400, in: 0...1, missing: 1000).values
        values[10 * 20 + 10] = -.infinity
        let found = focal(Strip(columns: 20, values: values), .mean, 3, isCircle: true, .detected, height: 20)
        for index in found.indices {
            let (dx, dy) = (index % 20 - 10, index / 20 - 10)
            #expect(found[index].isNaN == (dx * dx + dy * dy <= 9 || values[index].isNaN))
        }
    }

    @Test(arguments: 1...12, [false, true])
    func `quantiles are those of the sorted window`(radius: Int, isCircle: Bool) {
        // Few different values, so that ties are common, and many.
        for (seed, range) in [Float(9), 1e6].enumerated() {
            let values = cells(21 * 15, in: -range...range, missing: 4, seed: UInt64(seed)).values
            let raster = Strip(columns: 21, values: range < 10 ? values.map { $0.rounded() } : values)
            for fraction in [0, 0.25, 0.5, 0.9, 1] {
                let found = cut(raster, height: 15, halo: radius) { input, output in
                    Kernels.focalQuantile(fraction, of: input, radius: radius, isCircle: isCircle, into: output)
                }
                let wrong = found.indices.filter { index in
                    let (column, row) = (index % 21, index / 21)
                    guard !raster[column, row].isNaN else { return !found[index].isNaN }
                    let sorted = window(raster, column, row, radius, isCircle: isCircle).sorted()
                    let position = Double(sorted.count - 1) * fraction
                    let below = Int(position)
                    let above = min(below + 1, sorted.count - 1)
                    let right = sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
                    return !near(found[index], right, 1e-7 * max(1, right.magnitude))
                }
                #expect(wrong.isEmpty)
            }
        }
    }

    @Test func `quantiles do not depend on how the raster was cut or tiled`() {
        let raster = Strip(columns: 530, values: cells(530 * 12, in: 0...1, missing: 4).values)
        let results = [1, 5, 12].map { height in
            cut(raster, height: height, halo: 4) { input, output in
                Kernels.focalQuantile(0.3, of: input, radius: 4, isCircle: true, into: output)
            }
        }
        #expect(Set(results.map { $0.map(\.bitPattern) }).count == 1)
        let sorted = window(raster, 256, 6, 4, isCircle: true).sorted()
        let position = Double(sorted.count - 1) * 0.3
        let below = sorted[Int(position)]
        let right = below + (sorted[Int(position) + 1] - below) * (position - Double(Int(position)))
        guard !raster[256, 6].isNaN else { return }
        #expect(near(results[0][6 * 530 + 256], right, 1e-7))
    }
}
