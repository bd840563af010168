import KernelTypes
import Survey
import Testing

@testable import Raster

/// The rasters that other projects publish, as their descriptions and rasterio say they are.
@Suite struct ReferenceRasterTests {
    struct Figures: Sendable {
        var type: String
        var nodata: Double?
        var minimum: Double
        var maximum: Double
        var mean: Double
    }

    /// Cloncurry, Geoscience Australia: 1259 x 2487 cells of 100 m, all of them valid. The means are rasterio's.
    private static let cloncurry: [(String, Figures)] = [
        (
            "CalculateResponse/Dist2Breccia",
            Figures(type: "Byte", nodata: 3, minimum: 1, maximum: 2, mean: 1.5185509526)
        ),
        ("CalculateResponse/Dist2Fault", Figures(type: "Byte", nodata: 3, minimum: 1, maximum: 2, mean: 1.5041392365)),
        (
            "CalculateResponse/FaultDensity",
            Figures(type: "Byte", nodata: 3, minimum: 1, maximum: 2, mean: 1.3955478736)
        ),
        ("CalculateResponse/StratNo", Figures(type: "Byte", nodata: 3, minimum: 1, maximum: 2, mean: 1.0417554924)),
        (
            "CalculateResponse/PosteriorProbability",
            Figures(type: "Float32", nodata: nil, minimum: 0.0006660799, maximum: 0.12118103, mean: 0.0124748665)
        ),
        (
            "CalculateResponse/PosteriorProbability_Conf",
            Figures(type: "Float32", nodata: nil, minimum: 3.5570195, maximum: 6.4500756, mean: 5.0697692578)
        ),
        (
            "CalculateResponse/PosteriorProbability_StdDev",
            Figures(type: "Float32", nodata: nil, minimum: 0.00016023092, maximum: 0.02576479, mean: 0.0021887587)
        ),
        (
            "CalculateWeights/Dist2Breccia",
            Figures(type: "Int32", nodata: -1, minimum: 100, maximum: 64_200, mean: 9454.7127828808)
        ),
        (
            "CalculateWeights/FaultDensity",
            Figures(type: "Byte", nodata: nil, minimum: 1, maximum: 10, mean: 5.0855757325)
        ),
        (
            "CalculateWeights/StratNo",
            Figures(type: "Int32", nodata: -1, minimum: 585, maximum: 81_641, mean: 39_046.3142887894)
        ),
    ]

    @Test(arguments: cloncurry) func `a raster of Cloncurry is what its description says`(
        name: String, figures: Figures
    ) throws {
        guard let path = try shared("cloncurry-iocg/\(name).tif") else { return }
        let facts = try RasterExamination.examine(path)
        #expect(facts.columns == 1259 && facts.rows == 2487 && facts.counts.valid == 3_131_133)
        #expect(facts.authority == "EPSG:7845" && facts.band.type == figures.type)
        let place = try #require(facts.geotransform)
        #expect(place[1] == 100 && place[5] == -100)
        #expect(abs(place[0] - 600_261.769) < 1e-3 && abs(place[3] + 2_260_491.016) < 1e-3)
        #expect(facts.band.nodata == figures.nodata)
        let found = try #require(facts.statistics)
        #expect(abs(found.minimum - figures.minimum) <= 1e-7 * figures.maximum)
        #expect(abs(found.maximum - figures.maximum) <= 1e-7 * figures.maximum)
        #expect(abs(found.mean - figures.mean) <= 1e-7 * figures.maximum)
        // The trap is told, and nothing else is suspected.
        let isTrap = name == "CalculateWeights/FaultDensity"
        #expect(facts.notes == (isTrap ? ["nodata -1 does not exist in Byte and was ignored"] : []))
    }

    @Test func `a CF grid whose CRS no register names finds its datum and its way`() throws {
        guard let path = try shared("grid-and-sensor-formats/ga_netcdf_grid/test_grid.nc") else { return }
        let facts = try RasterExamination.examine(path)
        #expect(facts.columns == 79 && facts.rows == 178 && facts.band.nodata == -99_999)
        #expect(facts.band.unit == "nT" && facts.notes.isEmpty)
        #expect(abs((facts.statistics?.minimum ?? 0) + 308.20889) < 1e-4)
        #expect(abs((facts.statistics?.maximum ?? 0) - 3412.06299) < 1e-4)

        let folder = try Folder()
        let mga = AnalysisGrid(
            crs: "EPSG:28355", west: 612_000, north: 6_085_000, cellWidth: 400, cellHeight: 400, columns: 50, rows: 100)
        let output = folder.file("out.f32")
        let writer = try LayerWriter(creating: output, grid: mga)
        let report = try Alignment.align(
            sources: [AlignmentSource(path: path)], to: mga, resampling: .bilinear, into: writer,
            scratch: folder.path, route: bestRoute)
        try writer.finish()
        let route = try #require(report.routes["test_grid.nc"])
        #expect(!route.isBallpark && route.accuracy == 0)
        #expect(report.covered > 4000)
    }
}
