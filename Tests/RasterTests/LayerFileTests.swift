import Glibc
import KernelTypes
import Survey
import Testing

@testable import Raster

@Suite struct LayerFileTests {
    // Rows of 1,000 cells are 4,000 bytes: no row but the first begins on a page.
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 0, cellWidth: 10, cellHeight: 20, columns: 1000, rows: 9)

    private func value(_ column: Int, _ row: Int) -> Float { Float(row * 1000 + column) }

    private func strip(_ rows: Range<Int>) -> Strip {
        let strip = Strip(columns: 1000, rows: rows, rasterRows: 9)
        for row in rows { for column in 0..<1000 { strip[column, row] = value(column, row) } }
        return strip
    }

    @Test func `strips written in any order by several threads are read back where they lie`() async throws {
        let folder = try Folder()
        let path = folder.file("tmi.f32")
        let header = LayerHeader(grid: grid, unit: "nT", description: "total field")
        let writer = try LayerWriter(creating: path, header: header)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for rows in [6..<9, 0..<1, 3..<6, 1..<3] {
                group.addTask { try writer.write(self.strip(rows)) }
            }
            try await group.waitForAll()
        }
        try writer.finish()
        let layer = try LayerFile(reading: path)
        #expect(layer.header == header)
        for rows in [0..<9, 1..<2, 4..<9, 8..<9, 5..<5] {
            let read = try layer.strip(rows)
            #expect(read.rows == rows && read.rasterRows == 9)
            #expect(read.cells.values == strip(rows).cells.values)
        }
    }

    @Test func `a strip outlives the file that it was mapped from`() throws {
        let folder = try Folder()
        let path = folder.file("a.f32")
        let writer = try LayerWriter(creating: path, grid: grid)
        try writer.write(strip(0..<9))
        try writer.finish()
        let read = try LayerFile(reading: path).strip(3..<4)
        #expect(read.cells.values == strip(3..<4).cells.values)
    }

    @Test func `every NaN has the same bytes, and cells are little-endian rows from the north`() throws {
        let folder = try Folder()
        let small = AnalysisGrid(crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1, cellHeight: 1, columns: 2, rows: 1)
        let writer = try LayerWriter(creating: folder.file("a.f32"), grid: small)
        try writer.write(Strip(columns: 2, values: [Float(bitPattern: 0xFFC0_1234), 1]))
        try writer.finish()
        #expect(try bytes(of: folder.file("a.f32")) == [0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x3F])
        let text = String(decoding: try bytes(of: folder.file("a.json")), as: UTF8.self)
        #expect(text.contains("\"grid\"") && text.hasSuffix("}\n"))
    }

    @Test func `a layer of another length than its grid is refused`() throws {
        let folder = try Folder()
        let path = folder.file("a.f32")
        let writer = try LayerWriter(creating: path, grid: grid)
        try writer.write(strip(0..<9))
        try writer.finish()
        try folder.write(Array(try bytes(of: path).dropLast()), "a.f32")
        let error = #expect(throws: RasterError.self) { _ = try LayerFile(reading: path) }
        #expect(error?.code == .corruptData)
        try folder.write("{}", "a.json")
        #expect(throws: RasterError.self) { _ = try LayerFile(reading: path) }
    }

    @Test func `a writer that is given up leaves no file`() throws {
        let folder = try Folder()
        let path = folder.file("a.f32")
        do {
            let writer = try LayerWriter(creating: path, grid: grid)
            try writer.write(strip(0..<4))
        }
        let error = #expect(throws: RasterError.self) { try InputFile.check(path) }
        #expect(error?.code == .missing)
    }

    @Test func `a full device is an error that says so`() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let error = #expect(throws: RasterError.self) {
            try [UInt8](repeating: 1, count: 9).withUnsafeBytes { bytes in
                try DurableFile.put(bytes, descriptor, at: 0, "/store/tmi.f32")
            }
        }
        #expect(error?.code == .noSpace && error?.operation == "write /store/tmi.f32")
    }

    @Test func `what is not a regular file is refused and left alone`() throws {
        let folder = try Folder()
        let pipe = folder.file("pipe.f32")
        try #require(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let error = #expect(throws: RasterError.self) { _ = try LayerWriter(creating: pipe, grid: grid) }
        #expect(error?.code == .illegalArgument)
        #expect(access(pipe, F_OK) == 0)
    }
}
