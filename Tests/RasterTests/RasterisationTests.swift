import KernelTypes
import Survey
import Testing

@testable import Raster

@Suite struct RasterisationTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func burn(
        _ features: [Feature], _ grid: AnalysisGrid, _ burn: Rasterisation.Burn = .value(1), background: Float = 0,
        allTouched: Bool = false, threads: Int = 1
    ) throws -> [Float] {
        let path = folder.file("out.f32")
        let writer = try LayerWriter(creating: path, grid: grid)
        try Rasterisation.rasterise(
            features, onto: grid, burn, background: background, allTouched: allTouched, into: writer, threads: threads)
        try writer.finish()
        return try LayerFile(reading: path).whole().cells.values
    }

    private func p(_ x: Double, _ y: Double) -> Point { Point(x: x, y: y) }

    private let small = AnalysisGrid(
        crs: "EPSG:32641", west: 100, north: 50, cellWidth: 10, cellHeight: 10, columns: 4, rows: 3)

    @Test func `a point burns the cell that it lies in`() throws {
        let values = try burn([Feature(geometry: .points([p(101, 49), p(139, 21)]))], small)
        #expect(values == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func `later features lie over earlier ones, and one without the attribute is left out`() throws {
        let place = Geometry.points([p(105, 45)])
        let features = [1.0, 7].map {
            Feature(geometry: place, attributes: [Attribute(name: "age", value: .number($0))])
        }
        let without = Feature(geometry: place, attributes: [Attribute(name: "age", value: .missing)])
        let values = try burn(features + [without], small, .attribute("age"), background: .nan)
        #expect(values[0] == 7 && values.dropFirst().allSatisfy(\.isNaN))
    }

    @Test func `a polygon with a hole burns the cells whose centres it covers, over all bands`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 4000, cellWidth: 10, cellHeight: 10, columns: 30, rows: 400)
        let outer = [p(33, 101), p(251, 101), p(251, 3904), p(33, 3904), p(33, 101)]
        let hole = [p(72, 998), p(72, 2777), p(166, 2777), p(166, 998), p(72, 998)]
        let feature = Feature(geometry: .polygons([[outer, hole]]))
        let values = try burn([feature], grid, threads: 3)
        for row in 0..<400 {
            for column in 0..<30 {
                let centre = grid.centre(column: column, row: row)
                let isInOuter = centre.x > 33 && centre.x < 251 && centre.y > 101 && centre.y < 3904
                let isInHole = centre.x > 72 && centre.x < 166 && centre.y > 998 && centre.y < 2777
                #expect(values[row * 30 + column] == (isInOuter && !isInHole ? 1 : 0), "\(column) \(row)")
            }
        }
    }

    @Test func `a line burns an unbroken way across bands, and every cell that it touches where asked`() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 4000, cellWidth: 10, cellHeight: 10, columns: 100, rows: 400)
        let line = Feature(geometry: .lines([[p(3, 3991), p(984, 12)]]))
        let thin = try burn([line], grid)
        let touched = try burn([line], grid, allTouched: true)
        for row in 0..<400 {
            let columns = (0..<100).filter { thin[row * 100 + $0] == 1 }
            let centre = grid.centre(column: 0, row: row).y
            guard centre < 3991, centre > 12 else { continue }
            #expect(!columns.isEmpty, "row \(row)")
            let x = 3 + (3991 - centre) * 981 / 3979
            #expect(columns.allSatisfy { abs(Double($0) * 10 + 5 - x) <= 15 })
            #expect(touched[row * 100 + Int(x / 10)] == 1)
        }
        #expect(touched.reduce(0, +) > thin.reduce(0, +))
    }

    @Test func `features beyond the grid burn nothing, and no feature leaves the background`() throws {
        let far = Feature(geometry: .points([p(1e7, 1e7)]))
        #expect(try burn([far], small, background: 5) == [Float](repeating: 5, count: 12))
        #expect(try burn([], small, background: .nan).allSatisfy(\.isNaN))
    }
}
