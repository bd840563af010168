import KernelTypes
import Kernels
import Testing

@Suite struct MomentsTests {
    @Test(arguments: lengths.dropFirst()) func `moments are those of the valid cells, with the same bits on every tier`(
        count: Int
    ) {
        let row = cells(count, in: 47_000...48_000, missing: 3, seed: UInt64(count))
        let strip = Strip(columns: count, values: row.values)
        let results = Set(tiers.map { Kernels($0).moments(of: strip) })
        let valid = row.values.filter { !$0.isNaN }.map(Double.init)
        let moments = Kernels.best.moments(of: strip)[0]
        #expect(moments.valid == valid.count && moments.missing == count - valid.count)
        guard !valid.isEmpty else {
            #expect(moments.mean.isNaN && moments.minimum.isNaN && moments.deviation.isNaN)
            return
        }
        #expect(results.count == 1)
        let mean = valid.reduce(0, +) / Double(valid.count)
        #expect(abs(moments.mean - mean) < 1e-9)
        let variance = valid.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(valid.count)
        #expect(abs(moments.deviation - variance.squareRoot()) < 1e-9)
        #expect(moments.minimum == valid.min() && moments.maximum == valid.max())
    }

    @Test func `merged rows are the raster's moments`() {
        let raster = Strip(columns: 40, values: cells(2000, in: -3...9, missing: 2).values)
        var merged = Moments()
        for row in Kernels.best.moments(of: raster) { merged.merge(row) }
        let whole = Kernels.best.moments(of: Strip(columns: 2000, values: raster.cells.values))[0]
        #expect(merged.valid == whole.valid && merged.missing == whole.missing)
        #expect(merged.minimum == whole.minimum && merged.maximum == whole.maximum)
        #expect(abs(merged.mean - whole.mean) < 1e-12 && abs(merged.deviation - whole.deviation) < 1e-12)
    }

    @Test func `rows without a valid cell are counted and change nothing else`() {
        let none = Moments(missing: 5)
        let some = Kernels.best.moments(of: Strip(columns: 3, values: [1, 2, .nan]))[0]
        for (first, second) in [(none, some), (some, none)] {
            var merged = first
            merged.merge(second)
            #expect(merged == Moments(valid: 2, missing: 6, minimum: 1, maximum: 2, mean: 1.5, squares: 0.5))
        }
    }

    @Test func `a million equal cells have a spread of exactly zero`() {
        let strip = Strip(columns: 1000, values: Array(repeating: 48_590.383, count: 1_000_000))
        var all = Moments()
        for row in Kernels.best.moments(of: strip) { all.merge(row) }
        #expect(all.deviation == 0)
        #expect(all.mean == Double(Float(48_590.383)))
    }

    @Test(arguments: tiers) func `an infinity is a value without a spread`(tier: Kernels.Tier) {
        let moments = Kernels(tier).moments(of: Strip(columns: 3, values: [1, .infinity, .nan]))[0]
        #expect(moments.valid == 2 && moments.maximum == .infinity && moments.mean == .infinity)
        #expect(moments.deviation.isNaN)
    }
}
