import Evidence
import Operations
import Testing

@Suite struct FocalZScoreTests {
    private func expected(_ raster: SmallRaster, radius: Int) -> [Double] {
        (0..<raster.rows).flatMap { row in
            (0..<raster.columns).map { column in
                var valid: [Double] = []
                for y in max(0, row - radius)...min(raster.rows - 1, row + radius) {
                    for x in max(0, column - radius)...min(raster.columns - 1, column + radius) {
                        if !raster[x, y].isNaN { valid.append(Double(raster[x, y])) }
                    }
                }
                guard !raster[column, row].isNaN else { return .nan }
                let mean = valid.reduce(0, +) / Double(valid.count)
                let variance = valid.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(valid.count)
                return variance == 0 ? 0 : (Double(raster[column, row]) - mean) / variance.squareRoot()
            }
        }
    }

    @Test(arguments: [(1, 1, 3), (1, 12, 7), (12, 1, 13), (23, 19, 7), (23, 19, 23), (33, 30, 31)])
    func `cells are deviations from their surroundings`(columns: Int, rows: Int, window: Int) throws {
        let raster = SmallRaster(columns, rows, in: 20...80, seed: UInt64(window))
        let result = try raster.result(of: FocalZScore.self, ["window": .number(Double(window))])
        #expect(agree(result, expected(raster, radius: window / 2), within: 2e-4))
    }

    @Test func `how the raster is cut does not change a bit`() throws {
        let raster = SmallRaster(41, 37, in: 40_000...41_000, seed: 8)
        #expect(try raster.cuts(of: FocalZScore.self, ["window": 5]).count == 1)
        #expect(try raster.cuts(of: FocalZScore.self, ["window": 31]).count == 1)
    }

    @Test func `a raster of one value has no deviation and one without values none at all`() throws {
        let flat = SmallRaster(columns: 4, values: Array(repeating: 3.3, count: 20))
        #expect(try flat.result(of: FocalZScore.self, ["window": 5]) == Array(repeating: 0, count: 20))
        let empty = SmallRaster(columns: 4, values: Array(repeating: .nan, count: 20))
        #expect(try empty.result(of: FocalZScore.self, ["window": 3]).allSatisfy(\.isNaN))
    }

    @Test func `a window without a centre is refused with the nearest that have one`() {
        let raster = SmallRaster(3, 3, in: 0...1, seed: 1)
        let error = #expect(throws: OperationError.self) { try raster.result(of: FocalZScore.self, ["window": 30]) }
        #expect(error?.key == "window")
        #expect(error?.remedy == "write 29 or 31")
    }
}
