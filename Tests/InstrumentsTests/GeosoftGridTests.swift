import Instruments
import Survey
import Testing

@Suite struct GeosoftGridTests {
    private static let folders = ["instrument-samples/geosoft_grd", "grid-and-sensor-formats/geosoft_oasis_grd"]

    private func sum(_ grid: InstrumentGrid) -> (sum: Double, valid: Int) {
        var found = (sum: 0.0, valid: 0)
        for index in 0..<grid.cells.count where !grid.cells[index].isNaN {
            found.sum += grid.cells[index]
            found.valid += 1
        }
        return found
    }

    /// Largest difference from the double grid and the sum, by numpy and struct.
    @Test(arguments: [
        ("byte", 0.101497, 17_558.232972421072), ("short", 0.000393, 17_560.359325059966),
        ("long", 6e-9, 17_560.367381130858),
        ("float", 0, 17_560.367381218006), ("compress", 0, 17_560.367381218006), ("order", 6e-9, 17_560.36738113086),
        ("rotate", 6e-9, 17_560.36738113086), ("double", 0, 17_560.367381218006),
    ])
    func `all types of cells, orders and rotations hold the same grid`(
        kind: String, tolerance: Double, expected: Double
    ) throws {
        for folder in Self.folders {
            guard let (grid, report) = try Opening.sharedGrid("\(folder)/om_\(kind).grd"),
                let (reference, _) = try Opening.sharedGrid("\(folder)/om_double.grd")
            else { return }
            #expect((grid.columns, grid.rows) == (50, 49))
            #expect((grid.west, grid.south, grid.cellWidth, grid.cellHeight) == (0.5, -24.5, 1, 1))
            #expect(grid.rotation == (kind == "rotate" ? -30 : 0))
            #expect(grid.crs == nil)
            #expect(report.valid == 1795)
            #expect(report.missing == 655)
            let found = sum(grid)
            #expect(abs(found.sum - expected) < 1e-8)
            // Cell 25 of the southernmost row, which is stored first.
            #expect(abs(grid[column: 25, row: 48] - 1.184006929397583) <= tolerance + 0.08)
            for index in 0..<grid.cells.count {
                let (one, other) = (grid.cells[index], reference.cells[index])
                #expect(one.isNaN == other.isNaN)
                if !one.isNaN { #expect(abs(one - other) <= tolerance) }
            }
        }
    }

    @Test func `a compressed grid is the same as the plain one, with the CRS of its XML`() throws {
        guard
            let (packed, report) = try Opening.sharedGrid("instrument-samples/geosoft_grd/loop3d_test_compressed.grd"),
            let (plain, _) = try Opening.sharedGrid("instrument-samples/geosoft_grd/loop3d_test_uncompressed.grd")
        else { return }
        #expect(packed == plain)
        #expect(packed.crs == "EPSG:4326")
        #expect(report.dialect.contains("compressed"))
        #expect((packed.columns, packed.rows) == (286, 251))
        #expect(abs(sum(packed).sum - 1_762_639.022743607) < 1e-6)
    }

    @Test(arguments: [
        ("magnetic-grids/TMI.GRD", 234, 194, 860_310.718, 6_167_984.23, -5_633_871.73228552, -147.55638122558594),
        (
            "magnetic-grids/bhn_tmi_250m.grd", 399, 467, 885_210.718, 6_126_284.23, 6_241_006.677689858,
            97.53204345703125
        ),
        (
            "instrument-samples/geosoft_grd/TMI.GRD", 234, 194, 860_310.718, 6_167_984.23, -5_633_871.73228552,
            -147.55638122558594
        ),
    ])
    func `the Broken Hill grids are read, whose cells are 100 m whatever their names say`(
        file: String, columns: Int, rows: Int, x: Double, y: Double, total: Double, corner: Double
    ) throws {
        guard let (grid, report) = try Opening.sharedGrid(file) else { return }
        #expect((grid.columns, grid.rows, grid.cellWidth, grid.cellHeight) == (columns, rows, 100, 100))
        // The origin is a centre in the file and a corner here.
        #expect((grid.west, grid.south) == (x - 50, y - 50))
        #expect(grid[column: 25, row: rows - 1] == corner)
        #expect(abs(sum(grid).sum - total) < 1e-5)
        #expect(report.missing == 0)
        #expect(report.notes.contains { $0.contains("no .xml") })
    }

    @Test func `a grid that was cut, or is none, is refused for that`() throws {
        for folder in Self.folders {
            guard let bytes = try SharedData.bytes("\(folder)/incomplete_grid.grd") else { return }
            let error = #expect(throws: InstrumentError.self) {
                try InstrumentFile.read(bytes, name: "incomplete_grid.grd")
            }
            #expect(error?.code == .corrupt)
            #expect(error?.reason == "the file holds 2425 of the 2450 cells that its header tells")
        }
        guard let surfer = try SharedData.bytes("instrument-samples/surfer/gsg_7binary.grd") else { return }
        let other = #expect(throws: InstrumentError.self) { try InstrumentFile.read(surfer, name: "gsg_7binary.grd") }
        #expect(other?.code == .unknownFormat)
        #expect(other?.reason.contains("Geosoft grid: its first number is no size of an element") == true)
    }

    @Test func `a damaged block is a damaged grid`() throws {
        guard var bytes = try SharedData.bytes("instrument-samples/geosoft_grd/om_compress.grd") else { return }
        bytes[3_000] ^= 0x10
        let error = #expect(throws: InstrumentError.self) { try InstrumentFile.read(bytes, name: "g.grd") }
        #expect(error?.code == .corrupt)
        let cut = #expect(throws: InstrumentError.self) {
            try InstrumentFile.read(Array(bytes.prefix(4_000)), name: "g.grd")
        }
        #expect(cut?.reason.contains("outside the file") == true)
    }

    @Test func `base and multiplier turn stored integers into values`() throws {
        var bytes = [UInt8](repeating: 0, count: 512)
        func put(_ values: [UInt8], _ place: Int) {
            bytes.replaceSubrange(place..<(place + values.count), with: values)
        }
        func number(_ value: Double) -> [UInt8] { (0..<8).map { UInt8(value.bitPattern >> (8 * $0) & 0xff) } }
        for (place, value) in [(0, 2), (4, 1), (8, 2), (12, 2), (16, 1)] { put([UInt8(value)], place) }
        for (index, value) in [10, 20, 1_000, 2_000, 0, 100, 4].enumerated() {
            put(number(Double(value)), 20 + 8 * index)
        }
        bytes += [4, 0, 8, 0, 0x01, 0x80, 0xfc, 0xff]
        guard case .grid(let grid, _) = try InstrumentFile.read(bytes, name: "a.grd") else {
            Issue.record("no grid")
            return
        }
        // Stored from the south: 4, 8 / dummy, -4; value = stored / 4 + 100.
        #expect(grid[column: 0, row: 1] == 101)
        #expect(grid[column: 1, row: 1] == 102)
        #expect(grid[column: 0, row: 0].isNaN)
        #expect(grid[column: 1, row: 0] == 99)
        #expect((grid.west, grid.south, grid.cellWidth, grid.cellHeight) == (995, 1_990, 10, 20))
    }
}
