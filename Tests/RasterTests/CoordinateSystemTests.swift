import Raster
import Testing

@Suite struct CoordinateSystemTests {
    @Test func `an authority code gives name, unit and WKT, and WKT gives them back`() throws {
        let system = try CoordinateSystem("EPSG:32641")
        #expect(system.name == "WGS 84 / UTM zone 41N" && system.authority == "EPSG:32641")
        #expect(!system.isGeographic && system.linearUnitMetres == 1)
        #expect(try CoordinateSystem(system.wkt) == system)
        #expect(try CoordinateSystem.authority(of: CoordinateSystem.wkt(of: "EPSG:7845")) == "EPSG:7845")
    }

    @Test func `degrees and feet are told apart from metres`() throws {
        #expect(try CoordinateSystem("EPSG:4326").isGeographic)
        #expect(abs(try CoordinateSystem("EPSG:2225").linearUnitMetres - 1200.0 / 3937) < 1e-12)
    }

    @Test func `sameness is of places and not of texts`() throws {
        let wkt = try CoordinateSystem.wkt(of: "EPSG:32641")
        #expect(try CoordinateSystem.areSame("EPSG:32641", wkt))
        #expect(try !CoordinateSystem.areSame("EPSG:32641", "EPSG:32642"))
        // ESRI's way of writing it, with no code inside.
        let esri = """
            PROJCS["ETRS89_TM35FIN_E_N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,\
            298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
            PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",27.0],\
            PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
            """
        #expect(try CoordinateSystem.areSame(esri, "EPSG:3067"))
    }

    @Test(arguments: [
        "", "nonsense", "EPSG:0", "/etc/passwd", "http://localhost/crs", "+proj=utm +zone=41 +nadgrids=@x", "PROJCS[",
    ])
    func `what is neither a code nor WKT is refused`(definition: String) throws {
        #expect(throws: RasterError.self) { _ = try CoordinateSystem(definition) }
    }
}
