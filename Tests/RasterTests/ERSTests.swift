import TestBench
import Testing

@testable import Raster

/// ER Mapper headers, whose CRS GDAL on Debian does not find.
@Suite struct ERSTests {
    @Test(arguments: [
        ("WGS84", "NUTM29", "WGS 84 / UTM zone 29N"), ("WGS84", "SUTM1", "WGS 84 / UTM zone 1S"),
        ("WGS72", "NUTM60", "WGS 72 / UTM zone 60N"), ("GDA94", "SUTM54", "GDA94 / MGA zone 54"),
        ("GDA94", "MGA50", "GDA94 / MGA zone 50"), ("GDA2020", "MGA56", "GDA2020 / MGA zone 56"),
        ("AGD66", "AMG55", "AGD66 / AMG zone 55"), ("AGD84", "TMAMG51", "AGD84 / AMG zone 51"),
        ("NAD27", "NUTM11", "NAD27 / UTM zone 11N"), ("NAD83", "NUTM23", "NAD83 / UTM zone 23N"),
        ("ED50", "NUTM32", "ED50 / UTM zone 32N"), ("SAD69", "SUTM22", "SAD69 / UTM zone 22S"),
        ("SAD69", "NUTM20", "SAD69 / UTM zone 20N"), ("gda94", "geodetic", "GDA94"), ("WGS84", "GEODETIC", "WGS 84"),
    ])
    func `a datum and a projection are the register's CRS of that name`(
        datum: String, projection: String, name: String
    ) throws {
        let authority = try #require(ERSReference.authority(datum: datum, projection: projection, units: "METERS"))
        #expect(try CoordinateSystem(authority).name == name)
    }

    @Test(arguments: [("WGS84", "NUTM61"), ("GDA94", "MGA1"), ("RAW", "RAW"), ("WGS84", "LOCAL"), ("NAD27", "SUTM11")])
    func `a pair that is not in the table has no CRS rather than a guessed one`(datum: String, projection: String) {
        #expect(ERSReference.authority(datum: datum, projection: projection, units: nil) == nil)
    }

    @Test func `feet are no metres`() {
        #expect(ERSReference.authority(datum: "NAD27", projection: "NUTM11", units: "U.S. SURVEY FEET") == nil)
    }

    @Test(arguments: [
        ("caseinsensitive.ers", "EPSG:32629"), ("elevation.ers", "EPSG:28354"), ("ers_dem.ers", "EPSG:4283"),
        ("srtm.ers", "EPSG:4326"), ("8s.ers", "EPSG:26711"),
    ])
    func `real headers have the CRS that they name`(file: String, code: String) throws {
        guard let path = try shared("instrument-samples/ers/" + file) else { return }
        let dataset = try Dataset(reading: path)
        let system = try dataset.coordinateSystem
        #expect(system?.authority == code)
    }

    @Test func `a place that GDAL passes over is refused with the remedy`() throws {
        let folder = try Folder()
        let header = """
            DatasetHeader Begin
            \tDataSetType = ERStorage
            \tRasterInfo Begin
            \t\tRegistrationCoord Begin
            \t\t\tMetersX = 1000
            \t\tRegistrationCoord End
            \tRasterInfo End
            DatasetHeader End
            """
        let path = try folder.write(Array(header.utf8), "local.ers")
        #expect(throws: RasterError.self) { try FileStructure.check(path) }
    }
}
