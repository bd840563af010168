import Evidence
import KernelTypes
import Operations
import Survey
import Testing

@Suite struct DistanceTransformTests {
    private func expected(_ raster: SmallRaster, _ grid: AnalysisGrid, isTarget: (Float) -> Bool) -> [Double] {
        let targets = raster.values.indices.filter { isTarget(raster.values[$0]) }
        return raster.values.indices.map { cell in
            targets.map { target in
                let x = Double(cell % raster.columns - target % raster.columns) * grid.cellWidth
                let y = Double(cell / raster.columns - target / raster.columns) * grid.cellHeight
                return (x * x + y * y).squareRoot()
            }.min() ?? .nan
        }
    }

    private func distance(
        _ raster: SmallRaster, _ parameters: [String: ParameterValue] = [:], on grid: AnalysisGrid
    ) throws -> [Float] {
        try DistanceTransform(DistanceTransform.declaration.resolve(parameters), on: grid).whole(raster.strip).cells
            .values
    }

    @Test(arguments: [(1, 1), (1, 30), (30, 1), (23, 17), (64, 48)], [(100.0, 100.0), (30, 77.7), (250, 12.5)])
    func `every cell has the distance that looking at all targets gives`(size: (Int, Int), cell: (Double, Double))
        throws
    {
        for (seed, share) in [0.9, 0.5, 0.1, 0.01].enumerated() {
            var random = Seeded(UInt64(seed))
            var values = (0..<(size.0 * size.1)).map { _ in
                Double.random(in: 0..<1, using: &random) < share ? Float(1) : Bool.random(using: &random) ? 0 : .nan
            }
            values[Int.random(in: values.indices, using: &random)] = 3
            let raster = SmallRaster(columns: size.0, values: values)
            let grid = raster.grid(cellWidth: cell.0, cellHeight: cell.1)
            let oracle = expected(raster, grid) { $0 > 0 }
            for (found, right) in zip(try distance(raster, on: grid), oracle) {
                #expect(abs(found - Float(right)) <= Float(right).ulp)
            }
        }
    }

    @Test func `targets can be cells that meet a condition`() throws {
        let raster = SmallRaster(33, 21, in: 0...100, seed: 20)
        let grid = raster.grid(cellWidth: 50, cellHeight: 80)
        let near = try distance(raster, ["where": "between 97 98"], on: grid)
        #expect(agree(near, expected(raster, grid) { $0 >= 97 && $0 <= 98 }, within: 1e-7))
        let below = try distance(raster, ["where": "< 2"], on: grid)
        #expect(agree(below, expected(raster, grid) { $0 < 2 }, within: 1e-7))
    }

    @Test func `beyond the maximum every cell has the maximum`() throws {
        let raster = SmallRaster(columns: 5, values: [1, 0, 0, .nan, 0])
        #expect(try distance(raster, ["maximum": 250], on: raster.grid()) == [0, 100, 200, 250, 250])
    }

    @Test func `how the raster is cut does not change a bit`() throws {
        let raster = SmallRaster(37, 26, in: 0...100, seed: 21)
        let grid = raster.grid(cellWidth: 31.7, cellHeight: 55.1)
        let transform = try DistanceTransform(
            DistanceTransform.declaration.resolve(["where": "> 98.5"]), on: grid)
        let whole = try transform.whole(raster.strip).cells.values
        for height in [1, 3, 25] {
            let bands = grid.bands(ofAtMost: height)
            let scratch = Strip(columns: 37, rows: 0..<26, rasterRows: 26)
            let output = Strip(columns: 37, rows: 0..<26, rasterRows: 26)
            var down = transform.sweep(columns: 37)
            for band in bands { down.descend(raster.strip.part(band), into: scratch.part(band)) }
            var up = transform.sweep(columns: 37)
            for band in bands.reversed() { up.ascend(scratch.part(band)) }
            for band in bands { transform.fill(scratch.part(band), into: output.part(band)) }
            #expect(output.cells.values == whole)
        }
    }

    @Test func `a US foot counts as its length in metres`() throws {
        let raster = SmallRaster(columns: 3, values: [1, 0, 0])
        let feet = """
            PROJCRS["a",BASEGEOGCRS["b",DATUM["c",ELLIPSOID["d",6378137,298.257,LENGTHUNIT["metre",1]]]],\
            CONVERSION["e",METHOD["f"],PARAMETER["g",1,LENGTHUNIT["metre",1]]],CS[Cartesian,2],\
            AXIS["(E)",east,ORDER[1],LENGTHUNIT["US survey foot",0.304800609601219]]]
            """
        let grid = raster.grid(cellWidth: 100, cellHeight: 100, crs: feet)
        #expect(try distance(raster, on: grid)[2] == Float(200 * 0.304800609601219))
    }

    @Test func `a raster without a target is refused`() {
        let empty = SmallRaster(columns: 2, values: [0, .nan, 0, 0])
        let error = #expect(throws: OperationError.self) { try distance(empty, on: empty.grid()) }
        #expect(error?.reason == "there is no feature on the grid")
        let unmet = #expect(throws: OperationError.self) { try distance(empty, ["where": "> 3"], on: empty.grid()) }
        #expect(unmet?.reason == "no cell meets the condition")
    }

    @Test func `a grid in degrees is refused with the way out`() {
        let raster = SmallRaster(columns: 2, values: [1, 0])
        let error = #expect(throws: OperationError.self) {
            try distance(raster, on: raster.grid(cellWidth: 0.1, cellHeight: 0.1, crs: "EPSG:4326", north: 30))
        }
        #expect(error?.remedy.contains("align") == true)
    }

    @Test func `a condition that cannot be read is refused`() {
        let raster = SmallRaster(columns: 2, values: [1, 0])
        let error = #expect(throws: OperationError.self) { try distance(raster, ["where": 4], on: raster.grid()) }
        #expect(error?.key == "where")
    }
}
