import Evidence
import Foundation
import Operations
import Testing

/// Neighbourhoods on what a hand can compute: a plain, a ramp and a single spike.
@Suite struct SpikeAndRampTests {
    private let plain = SmallRaster(columns: 9, values: Array(repeating: 7, count: 81))
    /// 5, 8, 11, ... eastward.
    private let ramp = SmallRaster(columns: 9, values: (0..<81).map { Float(5 + 3 * ($0 % 9)) })
    /// 100 in the middle of ones.
    private let spike = SmallRaster(columns: 9, values: (0..<81).map { $0 == 40 ? 100 : 1 })

    /// The result in the middle, beside it (one to the east), and beyond the window (four to the east).
    private func picked(
        _ raster: SmallRaster, _ type: any StripTransform.Type, _ parameters: [String: ParameterValue]
    ) throws -> [Float] {
        let result = try raster.result(of: type, parameters)
        return [result[40], result[41], result[44]]
    }

    @Test(
        arguments: [
            (FocalMean.self, 7.0), (FocalMedian.self, 7), (FocalPercentile.self, 7), (FocalDeviation.self, 0),
            (FocalZScore.self, 0), (Gaussian.self, 7), (MexicanHat.self, 0), (LeeFilter.self, 7),
            (EnhancedLeeFilter.self, 7), (FrostFilter.self, 7), (KuanFilter.self, 7), (GammaFilter.self, 7),
            (TopographicPosition.self, 0), (Roughness.self, 0), (Ruggedness.self, 0),
        ] as [(any StripTransform.Type, Double)])
    func `a plain stays one, or has nothing to tell`(type: any StripTransform.Type, value: Double) throws {
        let parameters: [String: ParameterValue] =
            type.declaration.parameters.contains { $0.name == "window" } ? ["window": 3] : [:]
        // Terrain has none at the edge, the last of the three.
        #expect(agree(Array(try picked(plain, type, parameters).prefix(2)), [value, value], within: 1e-6))
    }

    @Test func `a ramp has its own mean and median, and the spread of its window`() throws {
        // A window of three columns: x - 3, x, x + 3.
        for type in [FocalMean.self, FocalMedian.self] as [any StripTransform.Type] {
            #expect(agree(Array(try picked(ramp, type, ["window": 3]).prefix(2)), [17, 20], within: 1e-6))
        }
        let six = 6.0.squareRoot()
        #expect(agree(Array(try picked(ramp, FocalDeviation.self, ["window": 3]).prefix(2)), [six, six], within: 1e-6))
        #expect(agree(Array(try picked(ramp, FocalZScore.self, ["window": 3]).prefix(2)), [0, 0], within: 1e-6))
        let high = try picked(ramp, FocalPercentile.self, ["window": 3, "percentile": 100])
        #expect(agree(Array(high.prefix(2)), [20, 23], within: 0))
        // At the eastern edge the window has two columns: 26 and 29.
        #expect(agree([try picked(ramp, FocalMean.self, ["window": 3])[2]], [27.5], within: 1e-6))
        #expect(
            agree(Array(try picked(ramp, TopographicPosition.self, ["window": 3]).prefix(2)), [0, 0], within: 1e-6))
        #expect(agree(Array(try picked(ramp, Roughness.self, [:]).prefix(2)), [6, 6], within: 1e-6))
        #expect(agree(Array(try picked(ramp, Gaussian.self, ["sigma": 0.5]).prefix(2)), [17, 20], within: 1e-5))
    }

    @Test func `a spike spreads as each formula says`() throws {
        // Nine cells, one of them 100: mean 12, variance 8 · 11² + 88² over 9.
        let deviation = ((8 * 121.0 + 88 * 88) / 9).squareRoot()
        #expect(agree(try picked(spike, FocalMean.self, ["window": 3]), [12, 12, 1], within: 1e-6))
        #expect(
            agree(try picked(spike, FocalDeviation.self, ["window": 3]), [deviation, deviation, 0], within: 1e-6))
        #expect(
            agree(
                try picked(spike, FocalZScore.self, ["window": 3]), [88 / deviation, -11 / deviation, 0], within: 1e-6))
        #expect(agree(try picked(spike, FocalMedian.self, ["window": 3]), [1, 1, 1], within: 0))
        let top = try picked(spike, FocalPercentile.self, ["window": 3, "percentile": 100])
        #expect(agree(top, [100, 100, 1], within: 0))
        #expect(agree(try picked(spike, TopographicPosition.self, ["window": 3]), [99, -99.0 / 8, 0], within: 1e-6))
        #expect(agree(Array(try picked(spike, Roughness.self, [:]).prefix(2)), [99, 99], within: 0))
        // Weights of one cell at a distance of 0 and 1, over their sum.
        let taps = (-2...2).map { exp(-Double($0 * $0) / 2) }
        let sum = taps.reduce(0, +)
        let bell = try picked(spike, Gaussian.self, ["sigma": 1, "truncate": 2])
        let centre = 1 + 99 * (taps[2] / sum) * (taps[2] / sum)
        let beside = 1 + 99 * (taps[2] / sum) * (taps[3] / sum)
        #expect(agree(bell, [centre, beside, 1], within: 1e-6))
    }
}
