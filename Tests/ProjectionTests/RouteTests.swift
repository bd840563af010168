import Foundation
import Projection
import Survey
import Testing

@Suite struct RouteTests {
    private let chagai = Bounds(west: 380_000, south: 3_200_000, east: 440_000, north: 3_245_000)
    /// In metres of MGA zone 54 (GDA94), about Broken Hill.
    private let outback = Bounds(west: 480_000, south: 6_400_000, east: 600_000, north: 6_500_000)

    @Test func `between a datum's degrees and metres there is a projection and nothing else`() throws {
        let route = try Transformation.route(from: "EPSG:4326", to: "EPSG:32641", over: chagai)
        #expect(route.name == "UTM zone 41N" && route.accuracy == 0 && route.grids.isEmpty && !route.isBallpark)
        #expect(route.reach == 1 && route.remarks.isEmpty)
        #expect(route.summary == "UTM zone 41N, accuracy 0 m, no grid file")
    }

    /// AGD66's grid files are not in Debian's proj-data.
    @Test func `between two zones of a datum nothing is lost`() throws {
        let route = try Transformation.route(from: "EPSG:32642", to: "EPSG:32641", over: chagai)
        #expect(route.accuracy == 0 && route.grids.isEmpty && !route.isBallpark)
    }

    @Test func `a grid file in the folder is used and named, and missed where it is not there`() throws {
        let without = try Transformation.route(from: "EPSG:4202", to: "EPSG:28354", over: outback)
        #expect(without.grids.isEmpty && !without.isBallpark)
        let best = try #require(without.missing.first)
        #expect(best.files.contains { $0.contains("A66_National_13_09_01") } && best.accuracy == 0.5)
        #expect(without.remarks.first?.contains("a transformation of 0.5 m needs") == true)

        let folder = NSTemporaryDirectory() + "gossan-grids-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
        }
        // 5.4 seconds to the South and 4.2 to the East everywhere; the file counts longitudes to the West.
        let file = NTv2.constant(latitude: -5.4, west: -4.2, over: (130, 150, -40, -25))
        try Data(file).write(to: URL(fileURLWithPath: folder + "/A66_National_13_09_01.gsb"))
        let with = try Transformation.route(from: "EPSG:4202", to: "EPSG:28354", over: outback, gridPaths: [folder])
        #expect(with.grids.count == 1 && with.grids[0].contains("A66_National_13_09_01") && with.accuracy == 0.5)
        #expect(with.missing.isEmpty && with.pipeline.contains("hgridshift"))
        let shifted = try Transformation(from: "EPSG:4202", to: "EPSG:4283", gridPaths: [folder])
            .apply([Point(x: 141.5, y: -31.9)])
        #expect(abs(shifted[0].x - (141.5 + 4.2 / 3600)) < 1e-8 && abs(shifted[0].y - (-31.9 - 5.4 / 3600)) < 1e-8)
    }

    @Test func `a datum that nobody knows is refused unless ballpark is allowed`() throws {
        let unknown = """
            GEOGCRS["local",DATUM["a datum of the mine's own",ELLIPSOID["Krassowsky 1940",6378245,298.3]],\
            CS[ellipsoidal,2],AXIS["latitude",north],AXIS["longitude",east],UNIT["degree",0.0174532925199433]]
            """
        let error = #expect(throws: ProjectionError.self) {
            _ = try Transformation.route(from: unknown, to: "EPSG:32641", over: chagai)
        }
        #expect(error?.code == .ballpark && error?.reason.contains("hundreds of metres") == true)
        #expect(error?.remedy.contains("ballpark: allow") == true)
        let allowed = try Transformation.route(
            from: unknown, to: "EPSG:32641", over: chagai, allowsBallpark: true)
        #expect(allowed.isBallpark && allowed.accuracy == nil)
        #expect(allowed.summary.contains("ballpark: the datum shift is unknown"))
    }

    @Test func `a datum's own name finds it in the register, on its own ellipsoid only`() throws {
        func named(_ flattening: String) -> String {
            """
            GEOGCRS["GEOCENTRIC DATUM of AUSTRALIA",DATUM["GDA94",ELLIPSOID["GRS80",6378137,\(flattening)]],\
            CS[ellipsoidal,2],AXIS["longitude",east],AXIS["latitude",north],UNIT["degree",0.0174532925199433]]
            """
        }
        let route = try Transformation.route(from: named("298.257222101"), to: "EPSG:28354", over: outback)
        #expect(route.source == "EPSG:4283" && route.accuracy == 0 && !route.isBallpark)
        #expect(route.remarks == ["by the names of its datum and ellipsoid its CRS is taken for EPSG:4283"])
        #expect(throws: ProjectionError.self) {
            _ = try Transformation.route(from: named("298.25"), to: "EPSG:28354", over: outback)
        }
    }

    @Test func `an area over the 180th meridian has its way`() throws {
        let fiji = Bounds(west: 1_800_000, south: 3_800_000, east: 2_200_000, north: 4_200_000)
        let route = try Transformation.route(from: "EPSG:4326", to: "EPSG:3460", over: fiji)
        #expect(!route.isBallpark && route.reach == 1)
    }

    @Test func `an unknown CRS is an error`() {
        let error = #expect(throws: ProjectionError.self) {
            _ = try Transformation.route(from: "EPSG:999999", to: "EPSG:32641", over: chagai)
        }
        #expect(error?.code == .unknownCRS)
    }
}

/// A grid of shifts in the format of Geodetic Survey Division's NTv2 (1990), byte by byte.
private enum NTv2 {
    static func constant(
        latitude: Float, west: Float, over area: (west: Double, east: Double, south: Double, north: Double)
    ) -> [UInt8] {
        let step = 5.0
        let columns = Int((area.east - area.west) / step) + 1
        let rows = Int((area.north - area.south) / step) + 1
        var file: [UInt8] = []
        file += entry("NUM_OREC", Int32(11)) + entry("NUM_SREC", Int32(11)) + entry("NUM_FILE", Int32(1))
        file += entry("GS_TYPE", "SECONDS") + entry("VERSION", "NTv2.0") + entry("SYSTEM_F", "AGD66")
        file += entry("SYSTEM_T", "GDA94") + entry("MAJOR_F", 6_378_160.0) + entry("MINOR_F", 6_356_774.719)
        file += entry("MAJOR_T", 6_378_137.0) + entry("MINOR_T", 6_356_752.314)
        file += entry("SUB_NAME", "ALL") + entry("PARENT", "NONE") + entry("CREATED", "") + entry("UPDATED", "")
        file += entry("S_LAT", area.south * 3600) + entry("N_LAT", area.north * 3600)
        file += entry("E_LONG", -area.east * 3600) + entry("W_LONG", -area.west * 3600)
        file += entry("LAT_INC", step * 3600) + entry("LONG_INC", step * 3600)
        file += entry("GS_COUNT", Int32(columns * rows))
        for _ in 0..<columns * rows {
            for value in [latitude, west, 0, 0] { file += bytes(UInt64(value.bitPattern), 4) }
        }
        return file + entry("END", "")
    }

    private static func entry(_ key: String, _ value: Int32) -> [UInt8] {
        text(key) + bytes(UInt64(UInt32(bitPattern: value)), 4) + [0, 0, 0, 0]
    }
    private static func entry(_ key: String, _ value: Double) -> [UInt8] { text(key) + bytes(value.bitPattern, 8) }
    private static func entry(_ key: String, _ value: String) -> [UInt8] { text(key) + text(value) }

    private static func text(_ text: String) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 32, count: 8 - text.utf8.count)
    }

    private static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
}
