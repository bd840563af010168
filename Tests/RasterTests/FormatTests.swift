import KernelTypes
import Survey
import Testing

@testable import Raster

@Suite struct FormatTests {
    private static let names = [
        "GTiff.cog_f64.tif", "AAIGrid.asc", "ERS.ers", "GS7BG.grd", "GSAG.asc.grd", "GSBG.bin.grd", "GXF.gxf",
        "HFA.img",
        "RST.rst", "SAGA.sdat", "XYZ.xyz", "netCDF.nc",
    ]

    @Test(arguments: names)
    func `one grid gives the same cells in every format`(name: String) throws {
        let folder = "grid-and-sensor-formats/derived_grids_from_small_raster/"
        guard let reference = try shared(folder + "small_raster.tif"),
            let path = try shared(folder + "small_raster_" + name)
        else { return }
        let expected = try read(reference)
        let own = try read(path)
        #expect(own.facts.columns == 46 && own.facts.rows == 56)
        #expect(own.facts.geotransform == [384744, 2, 0, 6671384, 0, -2])
        #expect(own.cells == expected.cells)
        #expect(own.facts.counts.valid == 46 * 56)
        #expect(abs((own.facts.statistics?.mean ?? 0) - 5.1865644) < 1e-6)
        if let authority = own.facts.authority { #expect(authority == "EPSG:3067") }
    }

    private func read(_ path: String) throws -> (facts: RasterFacts, cells: [Float]) {
        let facts = try RasterExamination.examine(path)
        let cells = Cells(count: facts.columns * facts.rows)
        let whole = Window(column: 0, row: 0, columns: facts.columns, rows: facts.rows)
        try Dataset(reading: path).read(band: 1, window: whole, into: cells)
        return (facts, cells.values)
    }
}
