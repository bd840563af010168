import Instruments
import Survey
import Testing

@Suite struct TextFormatTests {
    private static let xyz = """
        / -25.3707; Lat
        / 130.9855; Lon
        / PEIConvert Version 5.5.2.3
        / Number of Survey Lines: 54
        /
        /      Xcoor       Ycoor        Lon         Lat     RECS          Distance (M)
        /
        Line     10
            702238   7197020   131.009282   -25.329760     1         3152.09
            703054   7193976   131.017841   -25.357122     2               *
        Tie  9010
            703060   7193980   131.017901   -25.357100     3        -1.0E32
        """

    @Test func `a Geosoft XYZ file has the header whose words are as many as a row's`() throws {
        let (readings, report) = try Opening.readings(Self.xyz)
        #expect(report.format == "Geosoft XYZ")
        #expect(report.dialect.headerLine == 6)
        #expect(readings.positions.first == Point(x: 131.009282, y: -25.329760))
        #expect(
            readings.lines == [
                .init(name: "10", kind: .line, readings: 0..<2), .init(name: "9010", kind: .tie, readings: 2..<3),
            ])
        let distance = try #require(readings.channel("Distance"))
        #expect(distance.unit == "m")
        #expect(distance.values[0] == 3152.09)
        #expect(distance.values[1].isNaN && distance.values[2].isNaN)
        #expect(readings.crs == nil)
        let metres = try Opening.readings(Self.xyz, expecting: .init(prefersDegrees: false))
        #expect(metres.readings.positions.first == Point(x: 702_238, y: 7_197_020))
    }

    @Test func `flights and dates in comments hold for what follows, and L and T rows begin lines`() throws {
        let text = """
            / x y tmi_nT time_utc
            //Flight 3
            //Date 1996/07/01
            L10:1
            1 2 50000.5 10:00:00.5
            //Date 1996/07/02
            T20
            3 4 50001.5 10:00:01.0
            """
        let (readings, _) = try Opening.readings(text)
        #expect(readings.lines.map(\.name) == ["L10:1", "T20"])
        #expect(readings.lines.map(\.kind) == [.line, .tie])
        #expect(readings.labels["flight"] == ["3", "3"])
        // date -u -d '1996-07-01 10:00:00.5' and '1996-07-02 10:00:01'
        #expect(readings.times == [836_215_200.5, 836_301_601])
        #expect(readings.channel("tmi")?.unit == "nT")
    }

    @Test func `an XYZ file without names is refused until they are declared`() throws {
        let text = "Line 10\n1 2 50000.5\n3 4 *\n"
        let error = #expect(throws: InstrumentError.self) { try Opening.readings(text) }
        #expect(error?.code == .noHeader)
        #expect(error?.remedy.contains("declare columns") == true)
        let (readings, _) = try Opening.readings(text, expecting: .init(columns: ["x", "y", "tmi_nT"]))
        #expect(readings.channel("tmi")?.values[0] == 50000.5)
        #expect(readings.channel("tmi")?.values[1].isNaN == true)
    }

    @Test func `the stations of South Africa are read as declared, latitude first`() throws {
        guard let bytes = try SharedData.unpacked("gravity-stations/south-africa-gravity.ast.xz") else { return }
        let columns = ["latitude", "longitude", "elevation_m", "gravity_mGal"]
        guard
            case .readings(let readings, let report) = try InstrumentFile.read(
                bytes, name: "south-africa-gravity.ast", expecting: .init(columns: columns))
        else {
            Issue.record("no readings")
            return
        }
        #expect(readings.count == 14_559)
        #expect(report.rowsRefused == 0)
        #expect(readings.positions.first == Point(x: 17.719, y: -34.3915))
        #expect(readings.positions.last == Point(x: 21.98333, y: -17.94166))
        #expect(abs(readings.sum("gravity") - 14_251_701_912.200056) < 1e-3)
        #expect(readings.channel("gravity")?.unit == "mGal")
        let alone = #expect(throws: InstrumentError.self) {
            try InstrumentFile.read(bytes, name: "south-africa-gravity.ast")
        }
        #expect(alone?.code == .unknownFormat)
        #expect(alone?.reason.contains("rows with declared columns: no columns are declared") == true)
    }

    private static let nmea = """
        $GPGGA,082949.00,0127.5139346,N,10349.0229912,E,1,06,1.2,14.4607,M,3.7096,M,,*6B
        $GPGST,082949.00,0.548,5.909,4.431,52.767,5.023,5.415,13.150*51
        $GPGGA,082950.00,0127.5132814,N,10349.0231871,E,1,06,1.2,14.2149,M,3.7096,M,,*62

        """

    @Test func `fixes of a log without a date have no times`() throws {
        let (readings, report) = try Opening.readings(Self.nmea, name: "gps.nmea")
        #expect(report.format == "NMEA 0183 log")
        #expect(readings.count == 2)
        #expect(readings.times.isEmpty)
        #expect(abs(readings.positions[0].y - (1 + 27.5139346 / 60)) < 1e-12)
        #expect(abs(readings.positions[0].x - (103 + 49.0229912 / 60)) < 1e-12)
        #expect(readings.channel("altitude")?.values == [14.4607, 14.2149])
        #expect(readings.channel("geoid_separation")?.values == [3.7096, 3.7096])
        #expect(report.notes.contains { $0.contains("no RMC or ZDA") })
    }

    @Test func `a date that comes later dates the fixes before it, across midnight`() throws {
        func sentence(_ body: String) -> String {
            let sum = body.utf8.reduce(UInt8(0), ^)
            let digits = String(sum, radix: 16, uppercase: true)
            return "$\(body)*\(digits.count == 1 ? "0" : "")\(digits)\n"
        }
        let log =
            sentence("GNGGA,235959.50,4807.038,S,01131.000,W,1,08,0.9,545.4,M,46.9,M,,")
            + sentence("GNRMC,000000.50,A,4807.038,S,01131.000,W,0.0,0.0,010324,,,A")
            + sentence("GNGGA,000000.50,4807.038,S,01131.000,W,1,08,0.9,545.4,M,46.9,M,,")
            + sentence("GNGGA,000001.50,,,,,0,00,,,M,,M,,")
        let (readings, report) = try Opening.readings(log)
        // date -u -d '2024-03-01' +%s is 1709251200
        #expect(readings.times == [1_709_251_199.5, 1_709_251_200.5])
        #expect(abs(readings.positions[0].y + (48 + 7.038 / 60)) < 1e-12)
        #expect(readings.positions[0].x < 0)
        #expect(report.notes.contains("1 GGA sentences are without a fix"))
        let broken = try Opening.readings(log.replacing("545.4", with: "545.5", maxReplacements: 1))
        #expect(broken.report.refused.map(\.line) == [1])
        #expect(broken.report.refused.first?.reason.contains("checksum") == true)
    }

    @Test func `a page of observations is sorted, and has its unit from the Datastream beside it`() throws {
        guard let alone = try Opening.shared("instrument-samples/sensorthings/observations_page.json"),
            let page = try SharedData.bytes("instrument-samples/sensorthings/observations_page.json")
        else { return }
        #expect(alone.readings.channel("result")?.values == [1009.86, 1008.17, 1005.7])
        // date -u -d '2023-03-28T10:30:00Z' +%s
        #expect(alone.readings.times.first == 1_679_999_400)
        #expect(alone.report.notes.contains { $0.contains("3 of 18432") })
        #expect(alone.readings.channels.first?.unit == "")
        let stream = """
            {"value": [{"@iot.id": 1, "name": "pressure", "unitOfMeasurement": {"symbol": "mbar"},
            "observedArea": {"type": "Point", "coordinates": [-4.2, 55.8]}}]}
            """
        guard
            case .readings(let readings, _) = try InstrumentFile.read(
                page, name: "observations_page.json", companions: ["datastreams.json": Array(stream.utf8)])
        else {
            Issue.record("no readings")
            return
        }
        #expect(readings.channel("pressure")?.unit == "mbar")
        #expect(readings.positions.first == Point(x: -4.2, y: 55.8))
    }

    @Test func `observations of intervals, words, nulls and any offset are taken for what they are`() throws {
        let (readings, report) = try Opening.readings(
            """
            {"value": [
              {"@iot.id": "b", "phenomenonTime": "2024-01-01T01:00:00+01:00/2024-01-01T02:00:00+01:00", "result": "2.5"},
              {"@iot.id": "a", "phenomenonTime": "2024-01-01T00:00:00Z", "result": 1},
              {"@iot.id": "c", "phenomenonTime": "2024-01-01T03:00:00Z", "result": null},
              {"@iot.id": "d", "phenomenonTime": "2024-01-01T03:00:00", "result": 4},
              {"@iot.id": "e", "phenomenonTime": "2024-01-01T04:00:00Z", "result": {"a": 1}}
            ]}
            """)
        #expect(readings.times == [1_704_067_200, 1_704_069_000, 1_704_078_000])
        #expect(readings.channel("result")?.values.prefix(2) == [1, 2.5])
        #expect(readings.channel("result")?.values[2].isNaN == true)
        #expect(report.rowsRefused == 2)
        #expect(report.notes.contains("the observations were brought in order of time"))
    }

    @Test func `lines of JSON have positions, labels, both kinds of epochs and a torn end`() throws {
        let (readings, report) = try Opening.readings(
            """
            {"timestamp": 1700000000, "lon": 62.5, "lat": 29.25, "mag_nT": 47000.5, "id": "a\\u00e9"}
            {"timestamp": 1700000001500, "lon": 62.6, "lat": 29.25, "mag_nT": null, "id": "b"}
            {"timestamp": 17000000
            """)
        #expect(readings.times == [1_700_000_000, 1_700_000_001.5])
        #expect(readings.positions == [Point(x: 62.5, y: 29.25), Point(x: 62.6, y: 29.25)])
        #expect(readings.channel("mag")?.values[0] == 47000.5)
        #expect(readings.channel("mag")?.unit == "nT")
        #expect(readings.labels["id"] == ["aé", "b"])
        #expect(report.refused.map(\.line) == [3])
    }
}
