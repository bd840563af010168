import Foundation
import KernelTypes
import Kernels
import Testing

@Suite struct SlopeTests {
    private func slopes(_ raster: Strip, _ method: SlopeMethod, _ tier: Kernels.Tier, height: Int) -> [UInt32] {
        stride(from: 0, to: raster.rasterRows, by: height).flatMap { start in
            let rows = start..<min(start + height, raster.rasterRows)
            let reach = max(0, rows.lowerBound - 1)..<min(raster.rasterRows, rows.upperBound + 1)
            let out = Strip(columns: raster.columns, rows: rows, rasterRows: raster.rasterRows)
            let setting = TerrainSetting(.slope, method, cellWidth: 30, cellHeight: 25, scale: 1.5)
            Kernels(tier).terrain(of: raster.part(reach), setting, into: out)
            return bits(out.cells)
        }
    }

    private func reference(_ raster: Strip, _ column: Int, _ row: Int, _ method: SlopeMethod) -> Double {
        guard row > 0, column > 0, row < raster.rasterRows - 1, column < raster.columns - 1 else { return .nan }
        func z(_ dx: Int, _ dy: Int) -> Double { 1.5 * Double(raster[column + dx, row + dy]) }
        let all = (-1...1).flatMap { y in (-1...1).map { z($0, y) } }
        guard !all.contains(where: { !$0.isFinite }) else { return .nan }
        let (dx, dy): (Double, Double) =
            switch method {
            case .horn:
                (
                    (z(1, -1) + 2 * z(1, 0) + z(1, 1) - z(-1, -1) - 2 * z(-1, 0) - z(-1, 1)) / 240,
                    (z(-1, 1) + 2 * z(0, 1) + z(1, 1) - z(-1, -1) - 2 * z(0, -1) - z(1, -1)) / 200
                )
            case .evans:
                (
                    (z(1, -1) + z(1, 0) + z(1, 1) - z(-1, -1) - z(-1, 0) - z(-1, 1)) / 180,
                    (z(-1, 1) + z(0, 1) + z(1, 1) - z(-1, -1) - z(0, -1) - z(1, -1)) / 150
                )
            case .zevenbergenThorne: ((z(1, 0) - z(-1, 0)) / 60, (z(0, 1) - z(0, -1)) / 50)
            }
        return Foundation.atan((dx * dx + dy * dy).squareRoot()) * 180 / .pi
    }

    @Test(arguments: SlopeMethod.allCases, [Float(0.01), 2, 200, 1e6])
    func `slope is within a ten-thousandth of a degree of its formula`(method: SlopeMethod, relief: Float) {
        let (columns, rows) = (37, 11)
        var values = cells(columns * rows, in: 8000...(8000 + relief), missing: 50).values
        values[5 * columns + 20] = .infinity
        let raster = Strip(columns: columns, values: values)
        for tier in tiers {
            let result = slopes(raster, method, tier, height: rows).map(Float.init(bitPattern:))
            for row in 0..<rows {
                for column in 0..<columns {
                    let expected = reference(raster, column, row, method)
                    let found = result[row * columns + column]
                    #expect(near(found, expected, 1e-4), "\(tier) \(method): \(found) for \(expected)")
                }
            }
        }
    }

    @Test(arguments: SlopeMethod.allCases)
    func `slope has the same bits on every tier and in strips of every height`(method: SlopeMethod) {
        for columns in [1, 2, 3, 4, 9, 10, 17, 18, 19, 40] {
            let raster = Strip(columns: columns, values: cells(columns * 9, in: 0...500, missing: 60).values)
            let results = Set(tiers.flatMap { tier in (1...9).map { slopes(raster, method, tier, height: $0) } })
            #expect(results.count == 1)
        }
    }

    @Test(arguments: SlopeMethod.allCases) func `a plane of 45 degrees has that slope`(method: SlopeMethod) {
        let raster = Strip(columns: 5, values: (0..<25).map { Float($0 % 5) * 10 })
        let out = Strip(columns: 5, rows: 0..<5, rasterRows: 5)
        let setting = TerrainSetting(.slope, method, cellWidth: 10, cellHeight: 7, scale: 1)
        Kernels.best.terrain(of: raster, setting, into: out)
        #expect(near(out[2, 2], 45, 1e-5))
        #expect(out[0, 2].isNaN && out[2, 0].isNaN && out[4, 2].isNaN && out[2, 4].isNaN)
    }
}
