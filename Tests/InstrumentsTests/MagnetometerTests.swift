import Instruments
import Survey
import Testing

@Suite struct MagnetometerTests {
    // date -u -d '2012-08-02 11:59:50' +%s
    private static let walk = 1_343_908_790.0

    @Test func `a walking gradiometer with GPS calls its latitude X and has its day on the ID line`() throws {
        let file = "instrument-samples/gem_gsm19/gsm19_v7_walkgrad_gps.txt"
        guard let (readings, report) = try Opening.shared(file, expecting: .init(timeZone: .utc)) else { return }
        #expect(
            readings.positions == [
                Point(x: 15.8653717, y: 47.9263435), Point(x: 15.8653840, y: 47.9263438),
            ])
        #expect(readings.times == [Self.walk, Self.walk + 1])
        #expect(readings.channel("total_field")?.values == [48382.35, 48386.04])
        #expect(readings.channel("gradient")?.values == [12.61, 17.18])
        #expect(readings.channel("elevation")?.values == [1089, 1089])
        #expect(readings.channel("picket-x")?.values[1].isNaN == true)
        // Zero means that no correction was made.
        #expect(readings.channel("corrected_field") == nil)
        #expect(readings.lines == [.init(name: "000017", kind: .line, readings: 0..<2)])
        #expect(report.notes.contains { $0.contains("X is the latitude") })
        #expect(try Opening.shared(file)?.readings.times.isEmpty == true)
    }

    @Test func `a GSM-19 without GPS has no positions, and version 6 no slashes`() throws {
        guard let (walk, _) = try Opening.shared("instrument-samples/gem_gsm19/gsm19_v7_walkgrad_nogps.txt"),
            let (base, report) = try Opening.shared(
                "instrument-samples/gem_gsm19/gsm19_v6_base.txt", expecting: .init(timeZone: .utc))
        else { return }
        #expect(walk.positions.allSatisfy { $0.x.isNaN })
        #expect(walk.channel("total_field")?.values == [48420.59, 48420.21])
        #expect(base.channel("total_field")?.values == [48484.12, 48487.04, 48489.92])
        // date -u -d '2010-07-09 11:50:14' +%s
        #expect(base.times == [1_278_676_214, 1_278_676_215, 1_278_676_216])
        #expect(report.dialect.variant == "version 6")
    }

    @Test func `a GSM-19 header's UTC line and zone are used, and without an ID line nothing is read`() throws {
        let text = """
            /Gem Systems GSM-19GWV 7122568 v7.0 15 III 2018 M ewv10fl.v7vbs
            /ID 1 file 01survey.b   05 IX 18
            /UTC+01
            /33T
            /X Y nT sq time
            601000.0 5308000.0 48500.10 99 235959.0
            601001.0 5308000.0 48500.20 99 10:00:30.0
            """
        let (readings, report) = try Opening.readings(text)
        #expect(readings.positions.first == Point(x: 601_000, y: 5_308_000))
        #expect(report.positions?.isGeographic == false)
        // date -u -d '2018-09-05 22:59:59' +%s; the next reading is before it, on a day that nothing tells.
        #expect(readings.times[0] == 1_536_188_399)
        #expect(readings.times[1].isNaN)
        let error = #expect(throws: InstrumentError.self) {
            try Opening.readings(text.replacing("/ID 1 file 01survey.b   05 IX 18\n", with: ""))
        }
        #expect(error?.code == .noDate)
        guard let bytes = try SharedData.bytes("instrument-samples/gem_gsm19/gsm19_v7_base_header.txt") else { return }
        let bare = #expect(throws: InstrumentError.self) { try InstrumentFile.read(bytes, name: "base.txt") }
        #expect(bare?.code == .empty)
    }

    @Test func `an observatory's second is read with its missing component`() throws {
        guard
            let bytes = try SharedData.member(
                "example1.sec", of: "grid-and-sensor-formats/iaga2002_base_station/example1.zip")
        else { return }
        guard case .readings(let readings, let report) = try InstrumentFile.read(bytes, name: "example1.sec") else {
            Issue.record("no readings")
            return
        }
        #expect(readings.count == 86_400)
        // date -u -d 2023-07-12 +%s
        #expect(readings.times.first == 1_689_120_000)
        #expect(readings.times.last == 1_689_206_399)
        #expect(abs(readings.sum("Z") - 3_813_599_141.92) < 1e-3)
        #expect(readings.channels.map(\.name) == ["E", "H", "Z"])
        #expect(readings.channels.map(\.unit) == ["nT", "nT", "nT"])
        #expect(readings.positions.first == Point(x: 15.866024672289328, y: 47.92842247099671))
        #expect(readings.lines == [.init(name: "WIC", kind: .base, readings: 0..<86_400)])
        #expect(report.timeZone == "Z")
        #expect(report.notes.contains("without any value: 'WICF'"))
    }

    private static let arrow = """
        Counter,Date,Time,Latitude,Longitude,Mag1Data, Mag1Valid, Mag1Deadzone, Mag2Data, Mag2Valid, Mag2Deadzone, MagAverage, MagAverageValid, LocationSource, Altitude, HeightOverEllipsoid, NMEA
        1027053,2020/10/27,10:33:09.000,49.59633900,7.01354000,48590.38265, 1, 0, 48589.05990, 1, 0, 48589.72128, 1,G,465.35,47.79,"$GNGGA,103309.00,4935.780,N,00700.812,E,2,17,0.72,465.35,M,47.79,M,,*00"
        1027054,2020/10/27,10:33:09.001,49.59633900,7.01354000,48590.89640, 1, 0, 48589.37725, 0, 0, 48590.13683, 1,I,,,
        1027055,2020/10/27,10:33:09.002,49.59633900,7.01354000,48591.51010, 1, 1, 48590.44815, 1, 0, 48590.97912, 1,I,,,'$GNGGA,103309.00,4935.780,N,00700.812,E,2,17,0.72,465.35,M,47.79,M,,*00'
        """

    @Test func `a MagArrow table has valid values only, tells interpolated fixes and survives both quotes`() throws {
        let (readings, report) = try Opening.readings(Self.arrow, name: "arrow.csv")
        #expect(report.format == "Geometrics MagArrow CSV")
        #expect(report.dialect.variant == "two sensors")
        #expect(readings.count == 3)
        #expect(report.rowsRefused == 0)
        // date -u -d '2020-10-27 10:33:09' +%s
        #expect(readings.times == [1_603_794_789, 1_603_794_789.001, 1_603_794_789.002])
        #expect(readings.channel("total_field_1")?.values.prefix(2) == [48590.38265, 48590.89640])
        #expect(readings.channel("total_field_1")?.values[2].isNaN == true)
        #expect(readings.channel("total_field_2")?.values[1].isNaN == true)
        #expect(readings.channel("total_field")?.values == [48589.72128, 48590.13683, 48590.97912])
        #expect(readings.channel("geoid_separation")?.values.first == 47.79)
        #expect(readings.labels["location_source"] == ["G", "I", "I"])
        #expect(report.notes.contains("2 positions are marked as interpolated (I); 2 of them repeat the fix before"))
    }

    @Test(arguments: [
        ("Counter,Date,Time,Latitude,Longitude,Mag, MagValid", "one sensor"),
        ("MFAM Fiducial,Date,Time,Latitude,Longitude,Mag,MagValid", "MFAM fiducial"),
    ])
    func `the other generations of its header are known`(header: String, variant: String) throws {
        let (readings, report) = try Opening.readings("\(header)\n7,2020/10/27,10:33:09.0,49.5,7.0,48590.5,1\n")
        #expect(report.dialect.variant == variant)
        #expect(readings.channel("total_field")?.values == [48590.5])
        #expect(readings.positions == [Point(x: 7, y: 49.5)])
    }

    @Test func `readings of a G-858 lie between the marks of their line`() throws {
        let (readings, report) = try Opening.readings(
            """
            4 100.0 200.0 10:33:09.00 10/27/20 1 7 0 4
            0 48590.3 48588.9 10:33:09.00 10/27/20
            0 48590.4 48588.8 10:33:11.00 10/27/20
            3 100.0 240.0 10:33:13.00 10/27/20 2 7 1 3
            0 48590.5 48588.7 10:33:14.00 10/27/20
            4 110.0 200.0 10:33:20.00 10/27/20 1 8 0 4
            """, expecting: .init(timeZone: TimeOffset("+02:00")))
        #expect(report.format == "Geometrics G-858 text")
        #expect(readings.positions.prefix(2) == [Point(x: 100, y: 200), Point(x: 100, y: 220)])
        // After the last mark of line 7 and before the first of line 8.
        #expect(readings.positions[2].x.isNaN)
        #expect(readings.channel("total_field_2")?.values == [48588.9, 48588.8, 48588.7])
        // date -u -d '2020-10-27 08:33:09' +%s
        #expect(readings.times.first == 1_603_787_589)
        #expect(readings.lines == [.init(name: "7", kind: .line, readings: 0..<2)])
    }

    @Test func `MagMap's table is read by its header, whatever the order`() throws {
        let (readings, report) = try Opening.readings(
            """
            X Y TOP_RDG BOTTOM_RDG VRT_GRAD TIME DATE LINE MARK
            0.00 1.00 48590.3 48588.9 1.4 10:33:09.00 10/27/20 0 0
            0.00 2.00 48590.4 48588.8 1.6 10:33:09.10 10/27/20 1 0
            """)
        #expect(report.dialect.variant == "MagMap table")
        #expect(readings.channel("top_rdg")?.values == [48590.3, 48590.4])
        #expect(readings.lines.map(\.name) == ["0", "1"])
        #expect(readings.times.isEmpty)
    }
}
