import Evidence
import Operations
import Testing

/// Against gdaldem 3.6.2 (slope, aspect, hillshade, TRI, TPI, roughness; hillshade's 1 + 254 cos as 255 cos, TPI within),
/// and, for evans, least squares through each 3 x 3 by numpy.linalg.lstsq.
@Suite struct TerrainTests {
    private static let cases: [(any StripTransform.Type, [String: ParameterValue], [Double])] = [
        (Slope.self, [:], [10.52696, 11.39565, 10.52696, 5.461256, 11.39565]),
        (Slope.self, ["method": "zevenbergen-thorne"], [11.39565, 11.39565, 15.90988, 11.39565, 11.39565]),
        (Slope.self, ["method": "evans"], [11.87755, 11.39565, 9.937269, 3.843668, 11.39565]),
        (Slope.self, ["method": "young"], [11.87755, 11.39565, 9.937269, 3.843668, 11.39565]),
        (Aspect.self, [:], [289.6538, 240.2551, 289.6538, 258.6901, 240.2551]),
        (Aspect.self, ["method": "zevenbergen-thorne"], [240.2551, 240.2551, 322.125, 240.2551, 240.2551]),
        (Ruggedness.self, [:], [15.71623, 18.735, 21.63331, 14.4222, 18.735]),
        (Ruggedness.self, ["kind": "wilson"], [4.375, 5.375, 6.5, 4, 5.375]),
        (TopographicPosition.self, [:], [-1.625, 4.875, -6.5, -3.25, -4.875]),
        (Roughness.self, [:], [18, 14, 12, 12, 14]),
        (PlanCurvature.self, [:], [0.05547002, 0.03969112, -0.06183469, 0.1835714, -0.03969112]),
        (ProfileCurvature.self, [:], [-0.0007809454, 0.02307941, -0.01035302, -0.02301069, -0.02307941]),
    ]

    @Test(arguments: cases.indices) func `measures are those of other programs`(index: Int) throws {
        let (type, parameters, expected) = Self.cases[index]
        let grid = Staircase.raster.grid(cellWidth: 20, cellHeight: 20)
        let found = Staircase.picked(try Staircase.raster.result(of: type, parameters, on: grid))
        for (cell, right) in zip(found, expected) {
            let tolerance = abs(right) > 100 ? 1e-4 : 2e-6 * max(1, abs(right))
            #expect(abs(Double(cell) - right) <= tolerance)
        }
    }

    /// Mean, greatest, and that of column 10, row 20, of gdaldem 3.6.2 on the same file.
    private static let ofFile: [(any StripTransform.Type, [String: ParameterValue], [Double])] = [
        (Slope.self, [:], [7.354594, 35.24771, 4.962758]),
        (Slope.self, ["method": "zevenbergen-thorne"], [7.571493, 40.61593, 6.373432]),
        (Aspect.self, [:], [200.4591, 359.0911, 39.56799]),
        (Ruggedness.self, [:], [0.7260004, 3.937324, 0.4338013]),
        (Ruggedness.self, ["kind": "wilson"], [0.214736, 1.238375, 0.1339998]),
        (Roughness.self, [:], [0.7350943, 3.604, 0.4119997]),
    ]

    @Test(arguments: ofFile.indices) func `real heights have the figures that gdaldem gives`(index: Int) throws {
        guard let raster = try SmallRasterFile.read() else { return }
        let (type, parameters, expected) = Self.ofFile[index]
        let found = try raster.result(of: type, parameters, on: raster.grid(cellWidth: 2, cellHeight: 2))
        let valid = found.filter { !$0.isNaN }.map(Double.init)
        #expect(valid.count == 2376)
        let figures = [valid.reduce(0, +) / 2376, valid.max() ?? .nan, Double(found[20 * 46 + 10])]
        #expect(agree(figures.map { Float($0) }, expected, within: 3e-6))
    }

    @Test func `a hillshade is gdaldem's to half a shade`() throws {
        let grid = Staircase.raster.grid(cellWidth: 20, cellHeight: 20)
        let found = Staircase.picked(
            try Staircase.raster.result(
                of: Hillshade.self, ["azimuth": 300, "altitude": 40, "z_factor": 2], on: grid))
        for (cell, right) in zip(found, [221.0, 189, 221, 189, 189]) {
            let shade = 1 + 254.0 * Double(cell) / 255.0
            #expect(abs(shade - right) <= 0.51)
        }
    }

    @Test(arguments: ["horn", "zevenbergen-thorne", "evans"])
    func `turning the ground by a right angle turns aspects and changes nothing else`(method: String) throws {
        let raster = SmallRaster(13, 13, in: 0...90, missing: 0.03, seed: 41)
        // What lay in the north lies in the east.
        let turned = SmallRaster(
            columns: 13, values: (0..<169).map { raster[$0 / 13, 12 - $0 % 13] })
        func turn(_ values: [Float]) -> [Float] { (0..<169).map { values[(12 - $0 % 13) * 13 + $0 / 13] } }
        let curvature = method == "horn" ? "evans" : method
        let parameters: [(any StripTransform.Type, String)] = [
            (Slope.self, method), (PlanCurvature.self, curvature), (ProfileCurvature.self, curvature),
        ]
        for (type, method) in parameters {
            let before = turn(try raster.result(of: type, ["method": .text(method)]))
            let after = try turned.result(of: type, ["method": .text(method)])
            #expect(agree(after, before.map(Double.init), within: 2e-6))
        }
        let before = turn(try raster.result(of: Aspect.self, ["method": .text(method)]))
        let after = try turned.result(of: Aspect.self, ["method": .text(method)])
        for (a, b) in zip(before, after) {
            #expect(a.isNaN == b.isNaN)
            let difference = abs((b - a - 90).truncatingRemainder(dividingBy: 360))
            if !a.isNaN { #expect(min(difference, 360 - difference) < 2e-4) }
        }
        #expect(before.contains { !$0.isNaN })
    }

    @Test func `a dome and a valley bend as they should`() throws {
        // z = -(x² + y²) / 1000 a cell of 10 m from the top bends along its contour by 1/10, a circle of 10 m.
        func bowl(_ sign: Float) -> SmallRaster {
            SmallRaster(
                columns: 5,
                values: (0..<25).map { index in
                    let (x, y) = (Float(index % 5 - 2) * 10, Float(index / 5 - 2) * 10)
                    return sign * (x * x + y * y) / 1000
                })
        }
        let grid = bowl(1).grid(cellWidth: 10, cellHeight: 10)
        for (sign, bend) in [(Float(-1), 1.0), (1, -1)] {
            let plan = try bowl(sign).result(of: PlanCurvature.self, on: grid)
            #expect(abs(Double(plan[2 * 5 + 3]) - 0.1 * bend) < 1e-6)
            #expect(plan[12] == 0)
            let profile = try bowl(sign).result(of: ProfileCurvature.self, on: grid)
            let slant = 1 + 0.02 * 0.02
            let expected = bend * 0.002 / (slant * slant.squareRoot())
            #expect(abs(Double(profile[2 * 5 + 3]) - expected) < 1e-8)
        }
    }

    @Test func `on a grid in degrees the light falls on metres`() throws {
        // At 30 degrees north 0.01 degrees measure 964.862 m eastward; a rise of 964.862 m a cell is one of 45 degrees.
        let raster = SmallRaster(columns: 3, values: (0..<9).map { Float($0 % 3) * 964.862 })
        let grid = raster.grid(cellWidth: 0.01, cellHeight: 0.01, crs: "EPSG:4326", north: 30.015)
        let lit = try raster.result(of: Hillshade.self, ["azimuth": 270, "altitude": 45], on: grid)
        #expect(abs(lit[4] - 255) < 0.001)
        let shaded = try raster.result(of: Hillshade.self, ["azimuth": 90, "altitude": 45], on: grid)
        #expect(shaded[4] < 0.001)
        #expect(abs(try raster.result(of: Aspect.self, on: grid)[4] - 270) < 1e-3)
    }
}
