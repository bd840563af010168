import Foundation
import TestBench
import Testing

/// A layer of more files than a worker may have open.
@Suite struct ManyFilesTests {
    private struct Outcome: Decodable {
        var figures: [String: Double]
    }

    @Test func `five hundred files of one layer are brought to the grid by a confined worker`() throws {
        let folder = try Command.Folder()
        let grid = folder.url.appending(path: "grid.yaml")
        try Data("crs: EPSG:32641\norigin: [500000, 3200000]\ncolumns: 500\nrows: 4\ncell: 100\n".utf8).write(to: grid)
        var arguments = ["op", "align", "--set", "resample=nearest"]
        for number in 0..<500 {
            // Half of them on the grid's cells, half beside them.
            var tiff = SmallTIFF(columns: 1, rows: 4, samples: .floats([1, 2, 3, 4].map { $0 + Float(number) }))
            tiff.west += 100 * Double(number) + (number % 2 == 0 ? 0 : 10)
            let path = folder.url.appending(path: "tile-\(number).tif")
            try Data(tiff.encoded).write(to: path)
            arguments += ["--in", path.path]
        }
        arguments += ["--grid", grid.path, "--out", folder.url.appending(path: "out.tif").path, "--json"]
        let done = try Command.gossan(arguments)
        try #require(done.status == 0, "\(done.errors)")
        #expect(try JSONDecoder().decode(Outcome.self, from: done.output).figures["covered"] == 1)
    }
}
