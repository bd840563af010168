import Evidence
import Foundation
import Operations
import Survey
import Testing

@Suite struct SlopeTests {
    /// Heights that rise by `east` and `north` a metre.
    private func plane(_ columns: Int, _ rows: Int, east: Double, north: Double, _ width: Double, _ height: Double)
        -> SmallRaster
    {
        SmallRaster(
            columns: columns,
            values: (0..<rows).flatMap { row in
                (0..<columns).map { Float(500 + east * Double($0) * width - north * Double(row) * height) }
            })
    }

    private func inner(_ values: [Float], _ columns: Int) -> [Float] {
        let rows = values.count / columns
        return values.indices.filter {
            let (row, column) = ($0 / columns, $0 % columns)
            return row > 0 && row < rows - 1 && column > 0 && column < columns - 1
        }.map { values[$0] }
    }

    private func expected(_ raster: SmallRaster, _ grid: AnalysisGrid, isHorn: Bool) -> [Double] {
        (0..<raster.rows).flatMap { row in
            (0..<raster.columns).map { column -> Double in
                guard row > 0, column > 0, row < raster.rows - 1, column < raster.columns - 1 else { return .nan }
                func z(_ x: Int, _ y: Int) -> Double { Double(raster[column + x, row + y]) }
                guard !z(0, 0).isNaN else { return .nan }
                let side = isHorn ? 1.0 : 0.0
                let east = side * (z(1, -1) + z(1, 1) - z(-1, -1) - z(-1, 1)) + 2 * (z(1, 0) - z(-1, 0))
                let south = side * (z(-1, 1) + z(1, 1) - z(-1, -1) - z(1, -1)) + 2 * (z(0, 1) - z(0, -1))
                let weight = isHorn ? 8.0 : 4.0
                return atan(hypot(east / weight / grid.cellWidth, south / weight / grid.cellHeight)) * 180 / .pi
            }
        }
    }

    @Test(arguments: ["horn", "zevenbergen-thorne"])
    func `random heights have the slope of the formula`(method: String) throws {
        let raster = SmallRaster(29, 17, in: 0...200, missing: 0.02, seed: 12)
        let grid = raster.grid(cellWidth: 40, cellHeight: 25)
        let result = try raster.result(of: Slope.self, ["method": .text(method)], on: grid)
        #expect(agree(result, expected(raster, grid, isHorn: method == "horn"), within: 1e-5))
        #expect(try raster.cuts(of: Slope.self, ["method": .text(method)], on: grid).count == 1)
    }

    @Test(arguments: ["horn", "zevenbergen-thorne"])
    func `a tilted plane has its dip everywhere but at the edge`(method: String) throws {
        let raster = plane(9, 7, east: 0.75, north: 0.5, 16, 32)
        let grid = raster.grid(cellWidth: 16, cellHeight: 32)
        let slopes = try raster.result(of: Slope.self, ["method": .text(method)], on: grid)
        let dip = Float(atan((0.75 * 0.75 + 0.25).squareRoot()) * 180 / .pi)
        #expect(inner(slopes, 9).count == 35)
        #expect(inner(slopes, 9).allSatisfy { abs($0 - dip) <= 4 * dip.ulp })
        #expect(slopes.count { $0.isNaN } == 63 - 35)
    }

    @Test func `heights in feet count as metres after their factor`() throws {
        let raster = plane(5, 5, east: 1, north: 0, 10, 10)
        let slopes = try raster.result(
            of: Slope.self, ["z_factor": 0.3048], on: raster.grid(cellWidth: 10, cellHeight: 10))
        #expect(inner(slopes, 5).allSatisfy { abs(Double($0) - atan(0.3048) * 180 / .pi) < 1e-5 })
    }

    @Test func `on a grid in degrees a cell has the size of its latitude`() throws {
        // At 30 degrees north a degree measures 110 852.4 m northward and 96 486.2 m eastward on WGS 84.
        let raster = plane(5, 3, east: 1_000, north: 0, 0.01, 0.01)
        let grid = raster.grid(cellWidth: 0.01, cellHeight: 0.01, crs: "EPSG:4326", north: 30.015)
        let slopes = inner(try raster.result(of: Slope.self, on: grid), 5)
        #expect(slopes.allSatisfy { abs(Double($0) - atan(1_000 / 96_486.2) * 180 / .pi) < 1e-5 })
        let upward = plane(5, 3, east: 0, north: 1_000, 0.01, 0.01)
        let northward = inner(try upward.result(of: Slope.self, on: grid), 5)
        #expect(northward.allSatisfy { abs(Double($0) - atan(1_000 / 110_852.4) * 180 / .pi) < 1e-5 })
        let random = SmallRaster(11, 14, in: 0...900, seed: 13)
        let wide = random.grid(cellWidth: 0.5, cellHeight: 0.5, crs: "EPSG:4326", north: 60)
        #expect(try random.cuts(of: Slope.self, on: wide).count == 1)
    }

    @Test func `the unit of the grid is read from its CRS or asked for`() throws {
        let raster = plane(5, 5, east: 0.5, north: 0, 10, 10)
        let feet = """
            PROJCS["a",GEOGCS["b",DATUM["c",SPHEROID["d",6378137,298.257]],PRIMEM["e",0],\
            UNIT["degree",0.0174532925199433]],PROJECTION["f"],UNIT["US survey foot",0.304800609601219]]
            """
        let slopes = try raster.result(of: Slope.self, on: raster.grid(cellWidth: 10, cellHeight: 10, crs: feet))
        #expect(inner(slopes, 5).allSatisfy { abs(Double($0) - atan(0.5 / 0.304800609601219) * 180 / .pi) < 1e-4 })

        var unclear = raster.grid(cellWidth: 1, cellHeight: 1, crs: "EPSG:9999", north: 40)
        unclear.west = 60
        let error = #expect(throws: OperationError.self) { try raster.result(of: Slope.self, on: unclear) }
        #expect(error?.key == "coordinates")
        _ = try raster.result(of: Slope.self, ["coordinates": "metres"], on: unclear)

        unclear.north = 94
        #expect(throws: OperationError.self) {
            try raster.result(of: Slope.self, ["coordinates": "degrees"], on: unclear)
        }
    }

    @Test(arguments: [(1, 1), (1, 6), (6, 1), (2, 2)])
    func `a raster without inner cells has no slope`(columns: Int, rows: Int) throws {
        let raster = SmallRaster(columns, rows, in: 0...1, missing: 0, seed: 14)
        #expect(try raster.result(of: Slope.self).allSatisfy(\.isNaN))
    }
}
