import Evidence
import Operations
import Testing

@Suite struct RobustZTests {
    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    @Test(arguments: [(1, 9), (9, 1), (2, 1), (17, 13), (16, 12)])
    func `cells are deviations from the median in scaled median deviations`(columns: Int, rows: Int) throws {
        let raster = SmallRaster(columns, rows, in: -50...300, missing: 0.05, seed: 6)
        let valid = raster.values.filter { !$0.isNaN }.map(Double.init)
        let centre = median(valid)
        let deviation = median(valid.map { abs($0 - centre) })
        let expected = raster.values.map { (Double($0) - centre) / (1.4826 * deviation) }
        #expect(agree(try raster.result(of: RobustZ.self), expected, within: 2e-6))
    }

    @Test func `an outlier moves nothing but itself`() throws {
        let calm = SmallRaster(columns: 5, values: [1, 2, 3, 4, 5])
        let spiked = SmallRaster(columns: 5, values: [1, 2, 3, 4, 1e9])
        let before = try calm.result(of: RobustZ.self)
        let after = try spiked.result(of: RobustZ.self)
        #expect(before[0..<4] == after[0..<4])
        #expect(after[4] > 1e8)
    }

    @Test func `how the raster is cut does not change a bit`() throws {
        let raster = SmallRaster(31, 22, in: 0...1, seed: 7)
        #expect(try raster.cuts(of: RobustZ.self).count == 1)
    }

    @Test func `what was learned is told`() throws {
        let raster = SmallRaster(columns: 5, values: [1, 2, .nan, 4, 9])
        var transform = try RobustZ([:], on: raster.grid())
        try transform.learn { _, visit in visit(raster.strip) }
        #expect(transform.figures == ["median": 3, "mad": 1.5])
    }

    @Test(arguments: [[Float.nan, .nan], [0, 0, 0, 8], [5]])
    func `a raster without a median deviation is refused with another way`(values: [Float]) {
        let raster = SmallRaster(columns: 1, values: values)
        let error = #expect(throws: OperationError.self) { try raster.result(of: RobustZ.self) }
        #expect(error?.operation == "robust-z")
        #expect(error?.remedy.contains("standardise") == true)
    }
}
