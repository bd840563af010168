import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Targets

@Suite struct GroundTests {
    private func degrees(west: Double, north: Double, cell: Double, columns: Int, rows: Int) -> AnalysisGrid {
        AnalysisGrid(
            crs: "EPSG:4326", west: west, north: north, cellWidth: cell, cellHeight: cell, columns: columns, rows: rows)
    }

    /// Numbers by pyproj 3.7's Geod(ellps="WGS84").polygon_area_perimeter over 20,001 points on each parallel.
    @Test(
        arguments: [
            (29.1, 0.1, 107_945_934.991), (1, 1, 12_308_463_893.976), (90, 0.5, 13_608_615.242),
            (-45, 0.25, 546_468_790.695),
        ])
    func `a cell in degrees has its area on the ellipsoid`(_ north: Double, _ cell: Double, _ expected: Double) {
        let ground = Ground(degrees(west: 0, north: north, cell: cell, columns: 1, rows: 1), metresPerUnit: nil)
        #expect(abs(ground.cellArea(row: 0) - expected) < 1e-9 * expected)
    }

    /// Numbers by pyproj's Geod.inv; the last is between nearly opposite places, where Vincenty does not converge.
    @Test func `distances in degrees follow the geodesic`() {
        func distance(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
            Ellipsoid.distance(from: Point(x: a.0, y: a.1), to: Point(x: b.0, y: b.1))
        }
        #expect(abs(distance((61.5, 29), (66.9, 25.1)) - 688_126.513_909) < 1e-3)
        #expect(abs(distance((179.5, -10), (-179.5, -10.5)) - 122_722.095_960) < 1e-3)
        #expect(abs(distance((10, 89), (-170, 89)) - 223_387.729_828) < 1e-3)
        #expect(distance((10, 20), (10, 20)) == 0)
        #expect(abs(distance((0, 0), (179.7, 0.3)) / 19_965_251.4 - 1) < 6e-3)
    }

    private func targets(_ grid: AnalysisGrid, selected: (Int, Int) -> Bool) throws -> (TargetsFile, [String]) {
        let bench = MemoryBench()
        let scores = (0..<grid.cellCount).map { selected($0 % grid.columns, $0 / grid.columns) ? Float(1) : 0 }
        bench.put(Strip(columns: grid.columns, values: scores), on: grid, as: "score")
        try bench.run(TargetExtraction.self, ["above": 0.5])
        return (try bench.value(given: "targets", as: TargetsFile.self), bench.notes)
    }

    /// Numbers by area-weighted normals over 4,000 parallels, made with numpy.
    @Test func `a centroid is where the cells' normals point, over the antimeridian and near the pole`() throws {
        let fine = degrees(west: 178, north: 63, cell: 0.05, columns: 80, rows: 80)
        let (file, _) = try targets(fine) { (20..<60).contains($0) && (20..<60).contains($1) }
        let target = try #require(file.targets.first)
        #expect(abs(target.centroid.x - 180) < 1e-9)
        #expect(abs(target.centroid.y - 60.990_804) < 1e-4)
        let polar = degrees(west: -20, north: 90, cell: 0.5, columns: 120, rows: 20)
        let (cap, notes) = try targets(polar) { _, _ in true }
        let pole = try #require(cap.targets.first)
        #expect(abs(pole.centroid.x - 10) < 1e-6)
        #expect(abs(pole.centroid.y - 83.634_416) < 1e-2)
        #expect(notes.contains { $0.contains("reaches a pole") })
    }

    @Test func `an area over the seam of a grid around the Earth is one target in two parts`() throws {
        let world = degrees(west: -180, north: 20, cell: 10, columns: 36, rows: 4)
        let (file, notes) = try targets(world) { column, row in row == 1 && (column == 0 || column == 35) }
        let target = try #require(file.targets.first)
        #expect(file.targets.count == 1)
        #expect(target.cells == 2 && target.outline.count == 2)
        #expect(abs(abs(target.centroid.x) - 180) < 1e-9 && abs(target.centroid.y - 5.025_4) < 1e-3)
        #expect(notes.contains { $0.contains("where the grid is cut") })
        let (diagonal, _) = try targets(world) { column, row in (column, row) == (0, 1) || (column, row) == (35, 2) }
        #expect(diagonal.targets.map(\.cells) == [2])
        let (all, _) = try targets(world) { _, _ in true }
        #expect(all.targets.map(\.cells) == [144])
        #expect(all.targets.first?.outline.map(\.count) == [1])
    }

    @Test func `a grid in feet measures square metres`() {
        let grid = AnalysisGrid(
            crs: "EPSG:2229", west: 0, north: 0, cellWidth: 100, cellHeight: 200, columns: 2, rows: 2)
        let ground = Ground(grid, metresPerUnit: 0.3048)
        #expect(abs(ground.cellArea(row: 1) - 100 * 200 * 0.3048 * 0.3048) < 1e-9)
        #expect(abs(ground.distance(from: Point(x: 0, y: 0), to: Point(x: 300, y: 400)) - 152.4) < 1e-9)
    }
}
