import Evidence
import Operations
import Testing

@Suite struct StandardiseTests {
    private func expected(_ values: [Float]) -> [Double] {
        let valid = values.filter { !$0.isNaN }.map(Double.init)
        let mean = valid.reduce(0, +) / Double(valid.count)
        let deviation = (valid.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(valid.count)).squareRoot()
        return values.map { (Double($0) - mean) / deviation }
    }

    @Test(arguments: [(1, 9), (9, 1), (2, 1), (17, 13), (64, 5)])
    func `cells are deviations from the mean in population standard deviations`(columns: Int, rows: Int) throws {
        let raster = SmallRaster(columns, rows, in: -50...300, missing: 0.05, seed: 4)
        #expect(agree(try raster.result(of: Standardise.self), expected(raster.values), within: 1e-6))
    }

    @Test func `how the raster is cut does not change a bit`() throws {
        let raster = SmallRaster(37, 29, in: 40_000...52_000, seed: 5)
        #expect(try raster.cuts(of: Standardise.self).count == 1)
    }

    @Test func `what was learned is told`() throws {
        let raster = SmallRaster(columns: 2, values: [1, 3, .nan, 5])
        var transform = try Standardise([:], on: raster.grid())
        try transform.learn { _, visit in visit(raster.strip) }
        #expect(transform.figures["mean"] == 3)
        #expect(transform.figures["deviation"] == (8.0 / 3).squareRoot())
    }

    @Test(arguments: [[Float.nan, .nan, .nan, .nan], [7, 7, .nan, 7], [7], [1, .infinity, 2, 3]])
    func `a raster without a spread is refused`(values: [Float]) {
        let raster = SmallRaster(columns: 1, values: values)
        let error = #expect(throws: OperationError.self) { try raster.result(of: Standardise.self) }
        #expect(error?.operation == "standardise")
        #expect(error?.key == "in")
        #expect(error?.remedy.isEmpty == false)
    }
}
