import Evidence
import Foundation
import Operations
import Testing

/// Against NumPy 2 and SciPy: ndimage.generic_filter with nanmean, nanstd, nanmedian and nanpercentile, and two
/// gaussian_filter, of the values with 0 in the gaps and of the mask, one over the other.
@Suite struct NeighbourhoodTests {
    private static let cases: [(any StripTransform.Type, [String: ParameterValue], [Double])] = [
        (Gaussian.self, ["sigma": 1.5], [111.165, 117.9584, 126.9902, 134.7895, 112.3684]),
        (FocalMean.self, ["window": 5, "shape": "circle"], [110.4, 116.9167, 127, 136.0909, 112]),
        (FocalDeviation.self, ["window": 5, "shape": "circle"], [4.363485, 5.298716, 3.741657, 4.521756, 5.09902]),
        (FocalMedian.self, ["window": 5, "shape": "circle"], [109.5, 116.5, 127, 136, 112]),
        (FocalMean.self, ["window": 5], [111.0667, 118.4167, 127.625, 134.0625, 112.16]),
        (FocalDeviation.self, ["window": 5], [4.154783, 5.794514, 5.422273, 5.153503, 5.430875]),
        (FocalMedian.self, ["window": 5], [111, 118.5, 127.5, 134.5, 112]),
        (FocalPercentile.self, ["window": 5], [116.6, 126.7, 134.4, 140.5, 118.6]),
    ]

    @Test(arguments: cases.indices) func `statistics of windows are those of other programs`(index: Int) throws {
        let (type, parameters, expected) = Self.cases[index]
        let found = Staircase.picked(try Staircase.withGaps.result(of: type, parameters))
        #expect(agree(found, expected, within: 1e-6))
    }

    @Test func `a Mexican hat sees nothing in a plane and its own scale in a bell`() throws {
        let plane = SmallRaster(columns: 41, values: (0..<(41 * 41)).map { Float($0 % 41) * 2 - Float($0 / 41) })
        let flat = try plane.result(of: MexicanHat.self, ["sigma": 2])
        #expect(abs(flat[20 * 41 + 20]) < 1e-5)
        // The hat of scale s on a bell exp(-d²/2b²): its centre is b² s² · 2 / (b² + s²)², half at its own scale.
        let bell = SmallRaster(
            columns: 41,
            values: (0..<(41 * 41)).map { index in
                let (x, y) = (Double(index % 41 - 20), Double(index / 41 - 20))
                return Float(exp(-(x * x + y * y) / 18))
            })
        for (sigma, right) in [(3.0, 0.5), (2, 2 * 9 * 4 / 169.0)] {
            let found = try bell.result(of: MexicanHat.self, ["sigma": .number(sigma), "truncate": 6])
            #expect(abs(Double(found[20 * 41 + 20]) - right) < 2e-4)
        }
    }

    /// Mean, deviation and cells of the window, in Double.
    private func window(_ raster: SmallRaster, _ column: Int, _ row: Int) -> (mean: Double, c: Double, x: Double) {
        var cells: [Double] = []
        for y in max(0, row - 2)...min(raster.rows - 1, row + 2) {
            for x in max(0, column - 2)...min(raster.columns - 1, column + 2) where !raster[x, y].isNaN {
                cells.append(Double(raster[x, y]))
            }
        }
        let mean = cells.reduce(0, +) / Double(cells.count)
        let variance = cells.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(cells.count)
        return (mean, variance.squareRoot() / mean, Double(raster[column, row]))
    }

    private static let filters: [(any StripTransform.Type, @Sendable (Double, Double, Double, Double) -> Double)] = [
        (LeeFilter.self, { mean, c, x, u in mean + (x - mean) * max(0, 1 - u * u / (c * c)) }),
        (KuanFilter.self, { mean, c, x, u in mean + (x - mean) * max(0, (1 - u * u / (c * c)) / (1 + u * u)) }),
        (
            EnhancedLeeFilter.self,
            { mean, c, x, u in
                let most = sqrt(1 + 2 * u * u)
                if c <= u { return mean }
                if c >= most { return x }
                let w = exp(-(c - u) / (most - c))
                return mean * w + x * (1 - w)
            }
        ),
        (
            GammaFilter.self,
            { mean, c, x, u in
                if c <= u { return mean }
                if c >= sqrt(2) * u { return x }
                let a = (1 + u * u) / (c * c - u * u)
                let b = a - 1 / (u * u) - 1
                return (b * mean + sqrt(b * b * mean * mean + 4 * a * mean * x / (u * u))) / (2 * a)
            }
        ),
    ]

    @Test(arguments: filters.indices, [1.0, 4, 20]) func `speckle filters are their formulas`(index: Int, looks: Double)
        throws
    {
        let (type, formula) = Self.filters[index]
        let raster = SmallRaster(19, 15, in: 1...900, missing: 0.1, seed: 50)
        let found = try raster.result(of: type, ["window": 5, "looks": .number(looks)])
        let expected = raster.values.indices.map { cell -> Double in
            guard !raster.values[cell].isNaN else { return .nan }
            let (mean, c, x) = window(raster, cell % 19, cell / 19)
            return formula(mean, c, x, 1 / looks.squareRoot())
        }
        #expect(agree(found, expected, within: 2e-6))
    }

    @Test func `Frost's weights fall with distance by the window's variation`() throws {
        let raster = SmallRaster(17, 14, in: 1...900, missing: 0.1, seed: 51)
        let found = try raster.result(of: FrostFilter.self, ["window": 5, "damping": 2])
        let expected = raster.values.indices.map { cell -> Double in
            let (column, row) = (cell % 17, cell / 17)
            guard !raster.values[cell].isNaN else { return .nan }
            let c = window(raster, column, row).c
            var (sum, total) = (0.0, 0.0)
            for y in max(0, row - 2)...min(13, row + 2) {
                for x in max(0, column - 2)...min(16, column + 2) where !raster[x, y].isNaN {
                    let weight = exp(-2 * c * c * hypot(Double(x - column), Double(y - row)))
                    sum += weight * Double(raster[x, y])
                    total += weight
                }
            }
            return sum / total
        }
        #expect(agree(found, expected, within: 2e-6))
    }

    @Test(arguments: ["square", "circle"]) func `adding a constant changes no z-score`(shape: String) throws {
        // Whole numbers, so that the sum is exact.
        let values = (0..<(25 * 21)).map { Float(($0 * 7919) % 1009) }
        let parameters: [String: ParameterValue] = ["window": 7, "shape": .text(shape)]
        let before = try SmallRaster(columns: 25, values: values).result(of: FocalZScore.self, parameters)
        let after = try SmallRaster(columns: 25, values: values.map { $0 + 40_000 })
            .result(of: FocalZScore.self, parameters)
        #expect(agree(after, before.map(Double.init), within: 1e-6))
    }
}
