import Foundation
import KernelTypes
import Kernels
import Testing

@Suite struct TerrainTests {
    private func setting(_ measure: TerrainMeasure, _ method: SlopeMethod) -> TerrainSetting {
        var setting = TerrainSetting(measure, method, cellWidth: 30, cellHeight: 25, scale: 1.5)
        setting.lightEast = -0.5
        setting.lightNorth = 0.5
        setting.lightUp = 0.5.squareRoot()
        return setting
    }

    /// The formulas in Double with Foundation's functions, y to the north.
    private func reference(
        _ raster: Strip, _ column: Int, _ row: Int, _ measure: TerrainMeasure, _ method: SlopeMethod
    ) -> Double {
        guard row > 0, column > 0, row < raster.rasterRows - 1, column < raster.columns - 1 else { return .nan }
        func z(_ dx: Int, _ dy: Int) -> Double { 1.5 * Double(raster[column + dx, row - dy]) }
        let places = (-1...1).flatMap { y in (-1...1).map { (x: $0, y: y) } }
        let all = places.map { z($0.x, $0.y) }
        guard all.allSatisfy(\.isFinite) else { return .nan }
        // Weights of the middle row or column against the outer ones.
        let weight: Double = method == .horn ? 2 : 1
        let outer: Double = method == .zevenbergenThorne ? 0 : 1
        let total = 2 * (weight + 2 * outer)
        func across(_ f: (Int, Int) -> Double) -> Double {
            let middle = weight * (f(1, 0) - f(-1, 0))
            let sides = outer * (f(1, 1) - f(-1, 1) + f(1, -1) - f(-1, -1))
            return (middle + sides) / total
        }
        let p = across(z) / 30
        let q = across { z($1, $0) } / 25
        let s = (z(1, 1) - z(-1, 1) - z(1, -1) + z(-1, -1)) / (4 * 30 * 25)
        func second(_ f: (Int, Int) -> Double) -> Double {
            guard method == .evans else { return f(1, 0) - 2 * f(0, 0) + f(-1, 0) }
            return (-1...1).map { f(1, $0) - 2 * f(0, $0) + f(-1, $0) }.reduce(0, +) / 3
        }
        let r = second(z) / 900
        let t = second { z($1, $0) } / 625
        let g = p * p + q * q
        let differences = all.map { $0 - z(0, 0) }
        switch measure {
        case .slope: return Foundation.atan(g.squareRoot()) * 180 / .pi
        case .aspect:
            guard g > 0 else { return .nan }
            let angle = Foundation.atan2(-p, -q) * 180 / .pi
            return angle < 0 ? angle + 360 : angle
        case .hillshade:
            let cosine = (0.5.squareRoot() + 0.5 * p - 0.5 * q) / (1 + g).squareRoot()
            return 255 * max(0, cosine)
        case .planCurvature: return g == 0 ? 0 : -(q * q * r - 2 * p * q * s + p * p * t) / Foundation.pow(g, 1.5)
        case .profileCurvature:
            return g == 0 ? 0 : -(p * p * r + 2 * p * q * s + q * q * t) / (g * Foundation.pow(1 + g, 1.5))
        case .roughness: return (all.max() ?? .nan) - (all.min() ?? .nan)
        case .rileyRuggedness: return differences.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .wilsonRuggedness: return differences.reduce(0) { $0 + abs($1) } / 8
        }
    }

    @Test(arguments: TerrainMeasure.allCases, SlopeMethod.allCases)
    func `a measure is that of its formula, on every tier and in strips of every height`(
        measure: TerrainMeasure, method: SlopeMethod
    ) {
        for columns in [1, 2, 3, 9, 37] {
            var values = cells(columns * 11, in: 800...900, missing: 60, seed: UInt64(columns)).values
            if columns == 37 {
                values[5 * 37 + 20] = .infinity
                for index in 0..<(5 * 37) where index % 37 < 8 { values[index] = 812.25 }
            }
            let raster = Strip(columns: columns, values: values)
            let results = tiers.flatMap { tier in
                [1, 4, 11].map { height in
                    cut(raster, height: height, halo: 1) {
                        Kernels(tier).terrain(of: $0, setting(measure, method), into: $1)
                    }
                }
            }
            #expect(Set(results.map { $0.map(\.bitPattern) }).count == 1)
            let wrong = results[0].indices.filter { index in
                let right = reference(raster, index % columns, index / columns, measure, method)
                let tolerance = measure == .aspect ? 1e-4 : 3e-6 * max(1, right.magnitude)
                return !near(results[0][index], right, tolerance)
            }
            #expect(wrong.isEmpty)
        }
    }
}
