import KernelTypes
import Survey
import TestBench
import Testing

@testable import Raster

/// Layers of many files: more than a worker may have open.
@Suite struct ManySourcesTests {
    private func align(
        _ paths: [String], to grid: AnalysisGrid, _ folder: Folder, threads: Int = 1
    ) throws -> [Float] {
        let writer = try LayerWriter(creating: folder.file("out.f32"), grid: grid)
        _ = try Alignment.align(
            sources: paths.map { AlignmentSource(path: $0) }, to: grid, resampling: .bilinear, into: writer,
            scratch: folder.path, threads: threads)
        try writer.finish()
        return try LayerFile(reading: folder.file("out.f32")).whole().cells.values
    }

    private func same(_ a: [Float], _ b: [Float]) -> Bool { a.map(\.bitPattern) == b.map(\.bitPattern) }

    /// Tiles of 10 × 10 cells that overlap by two, row by row.
    private func tiles(_ count: Int, _ folder: Folder) throws -> [String] {
        try (0..<count * count).map { number in
            var tiff = SmallTIFF(columns: 10, rows: 10, samples: .bytes([]))
            tiff.samples = .floats((0..<100).map { Float(number * 100 + ($0 * 37) % 100) })
            tiff.west += Double(number % count) * 800
            tiff.north -= Double(number / count) * 800
            return try folder.write(tiff, "tile-\(number).tif")
        }
    }

    @Test func `four hundred tiles make one layer with ninety-six open at once, and each lies where it would alone`()
        throws
    {
        let folder = try Folder()
        let paths = try tiles(20, folder)
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 500_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: 162,
            rows: 162)
        var expected = [Float](repeating: .nan, count: grid.cellCount)
        for number in 0..<400 {
            for index in 0..<100 {
                let (column, row) = (number % 20 * 8 + index % 10, number / 20 * 8 + index / 10)
                expected[row * grid.columns + column] = Float(number * 100 + (index * 37) % 100)
            }
        }
        for threads in [1, 4] {
            let layer = try align(paths, to: grid, folder, threads: threads)
            #expect(layer == expected)
        }
    }

    @Test func `warped tiles lie over each other in their order, whatever the rows they reach`() throws {
        let folder = try Folder()
        let paths = try tiles(10, folder)
        let grid = AnalysisGrid(
            crs: "EPSG:32642", west: -85_000, north: 3_220_000, cellWidth: 190, cellHeight: 180, columns: 100, rows: 195
        )
        let whole = try align(paths, to: grid, folder)
        var expected = [Float](repeating: .nan, count: grid.cellCount)
        for path in paths {
            for (index, value) in try align([path], to: grid, folder).enumerated() where !value.isNaN {
                expected[index] = value
            }
        }
        #expect(same(whole, expected))
        #expect(whole.count { !$0.isNaN } > 1_500)
        let parallel = try align(paths, to: grid, folder, threads: 4)
        #expect(same(parallel, whole))
    }

    @Test(arguments: [1, 7, 130]) func `the rows that a source is said to reach hold all of its cells`(rows: Int)
        throws
    {
        let folder = try Folder()
        let grid = AnalysisGrid(
            crs: "EPSG:32642", west: -85_000, north: 3_220_000, cellWidth: 190, cellHeight: 35_100 / Double(rows),
            columns: 100, rows: rows)
        var report = AlignmentReport()
        for path in try tiles(5, folder) {
            let plan = try Alignment.Plan(
                AlignmentSource(path: path), grid, .nearest, scratch: folder.path, share: 1 << 20, route: nil,
                report: &report)
            guard let plan else { continue }
            let overlay = try plan.overlay(grid, .nearest)
            for row in 0..<rows where !plan.rows.contains(row) {
                let strip = Strip(columns: grid.columns, rows: row..<row + 1, rasterRows: rows)
                strip.clear()
                var counts = CellCounts()
                try overlay.lay(over: strip, isBlank: true, counts: &counts)
                let values = strip.cells.values
                #expect(values.allSatisfy { $0.isNaN }, "\(path), row \(row)")
            }
        }
    }
}
