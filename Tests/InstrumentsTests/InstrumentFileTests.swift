import Instruments
import Survey
import Testing

@Suite struct InstrumentFileTests {
    @Test func `a file that nobody knows is refused with what was tried and why`() throws {
        let error = #expect(throws: InstrumentError.self) {
            try InstrumentFile.read(Array("a letter\nto you\n".utf8), name: "letter.txt")
        }
        #expect(error?.code == .unknownFormat)
        for reader in [
            "Geosoft grid", "ASEG-GDF2", "Geosoft XYZ", "GEM GSM-19 dump", "Scintrex CG-5 dump", "Scintrex CG-6 dump",
            "Geometrics MagArrow CSV", "Geometrics G-858 text", "IAGA-2002", "pXRF export", "RadiaCode track",
            "NMEA 0183 log", "OGC SensorThings observations", "newline-delimited JSON", "delimited text",
            "rows with declared columns",
        ] {
            #expect(error?.reason.contains("\(reader): ") == true, "\(reader)")
        }
        #expect(error?.remedy.isEmpty == false)
        let none = #expect(throws: InstrumentError.self) { try InstrumentFile.read([], name: "nothing.csv") }
        #expect(none?.code == .empty)
    }

    @Test func `a name tells nothing and the bytes all`() throws {
        let text = "x,y,v\n1,2,3\n"
        for name in ["a.csv", "a.grd", "a.dat", "noending", ""] {
            #expect(try Opening.readings(text, name: name).readings.channel("v")?.values == [3])
        }
    }

    /// Small files of each format, to be damaged.
    private static let seeds: [(name: String, text: String)] = [
        ("a.xyz", "/ x y v\nLine 10\n1 2 3\n4 5 *\nTie 20\n7 8 9\n"),
        (
            "a.txt",
            "/Gem Systems GSM-19GWV 7122568 v7.0 4 V 2011\n/ID 1 file 24survey.wg  02VIII12\n/UTC+01\n/X Y nT sq time\nline 17\n47.9 15.8 48382.35 99 115950.0\n47.9 15.8 48386.04 99 115951.0\n"
        ),
        (
            "b.txt",
            "/\tCG-5 SURVEY\n/\tDate:\t2019/ 8/16\n/\tGMT DIFF.:\t-2.0\n/------LINE-----STATION-----ALT.------GRAV.---SD.--TILTX--TILTY-TEMP---TIDE---DUR-REJ-----TIME----DEC.TIME+DATE--TERRAIN\n 0.000   88888.000      0.00   3184.569 0.000   -0.9   -1.8 0.54 0.060  61   0 12:08:32     7002.50512    0.000\n"
        ),
        (
            "c.txt",
            "Station\tDate\tTime\tCorrGrav\tLine\tTideCorr\tCorrections[drift-temp-na-tide-tilt]\n10\t2020-08-20\t12:42:52\t5149.3690\t0\t0.0671\t11011\n"
        ),
        (
            "d.csv",
            "Counter,Date,Time,Latitude,Longitude,Mag,MagValid,LocationSource\n7,2020/10/27,10:33:09.0,49.5,7.0,48590.5,1,G\n8,2020/10/27,10:33:09.1,49.5,7.0,48590.6,1,I\n"
        ),
        (
            "e.stn",
            "4 100.0 200.0 10:33:09.00 10/27/20 1 7 0 4\n0 48590.3 48588.9 10:33:10.00 10/27/20\n3 100.0 240.0 10:33:13.00 10/27/20 2 7 1 3\n"
        ),
        (
            "f.sec",
            " Format                 IAGA-2002                                    |\n Geodetic Latitude      47.9                                         |\n Geodetic Longitude     15.8                                         |\n IAGA Code              WIC                                          |\nDATE       TIME         DOY     WICE      WICH      WICZ      WICF   |\n2023-07-12 00:00:00.000 193       444.85  21064.24  44140.96  88888.00\n"
        ),
        (
            "g.csv",
            "sep=;\nReading No;Units;Cu;Cu Error;Zn;Zn Error;Fe;Fe Error\n1;%;0,5;0,01;<LOD;0,002;12;0,1\n2;ppm;40;2;0;3;900;20\n"
        ),
        (
            "h.rctrk",
            "Track: a\tRC-1\tx\tEC\nTimestamp\tTime\tLatitude\tLongitude\tAccuracy\tDoseRate\tCountRate\tComment\n133486128000000000\t2024-01-01 12:00:00\t0.0006\t0.0015\t7.24\t6.08\t4.47\t \n"
        ),
        (
            "i.nmea",
            "$GPGGA,082949.00,0127.5139346,N,10349.0229912,E,1,06,1.2,14.4607,M,3.7096,M,,*6B\n$GPRMC,082949.00,A,0127.51,N,10349.02,E,0.0,0.0,010324,,,A\n"
        ),
        (
            "j.json",
            "{\"value\": [{\"@iot.id\": 1, \"phenomenonTime\": \"2024-01-01T00:00:00Z\", \"result\": 1.5}, {\"@iot.id\": 2, \"phenomenonTime\": \"2024-01-01T01:00:00Z\", \"result\": [[[1]]]}]}"
        ),
        (
            "k.ndjson",
            "{\"timestamp\": 1700000000, \"lon\": 62.5, \"lat\": 29.25, \"mag_nT\": 47000.5, \"c\": [1, 2, 3], \"id\": \"a\\u00e9\"}\n{\"timestamp\": 1700000001, \"lon\": 62.5, \"lat\": 29.25, \"mag_nT\": null}\n"
        ),
        (
            "l.csv",
            "date,time_utc,lon,lat,line,v\n2024-01-01,10:00:00,62.5,29.25,L1,1\n2024-01-01,10:00:01,62.5,29.25,L1,<2\n"
        ),
        ("m.dat", "   100.0   200.0   50.25\n   101.0   200.0  999.99\n"),
        ("n.txt", "1 2 3\n4 5 6\n"),
    ]
    private static let definition =
        "DEFN 1 ST=RECD,RT=;X:F8.1:NULL=-999.9,UNIT=m\nDEFN 2 ST=RECD,RT=;Y:F8.1\nDEFN 3 ST=RECD,RT=;V:F8.2:UNIT=nT,NULL=999.99;END DEFN\n"

    /// A verdict, and no readings that are more than the bytes could tell.
    private func judge(_ bytes: [UInt8], _ name: String, _ companions: [String: [UInt8]], columns: [String]) {
        do {
            switch try InstrumentFile.read(
                bytes, name: name, companions: companions, expecting: .init(columns: columns))
            {
            case .readings(let readings, let report):
                #expect(readings.count <= bytes.count)
                #expect(readings.count == report.rowsRead)
                #expect(
                    readings.positions.allSatisfy { $0.x.isNaN == $0.y.isNaN && !$0.x.isInfinite && !$0.y.isInfinite })
                #expect(readings.channels.map(\.name) == report.channels.map(\.name))
            case .grid(let grid, _): #expect(grid.cells.count == grid.columns * grid.rows)
            }
        } catch {
            #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
        }
    }

    private func damaged(_ whole: [UInt8], _ round: Int, _ random: inout Seeded) -> [UInt8] {
        var bytes = Array(
            whole.prefix(Int.random(in: (round % 4 == 0 ? 0 : whole.count * 3 / 4)...whole.count, using: &random)))
        for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &random)
            switch round % 3 {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = Array("\";,:\r\n\t#<-e/=*$ 9".utf8).randomElement(using: &random) ?? 0
            default: bytes.removeSubrange(place..<min(place + 3, bytes.count))
            }
        }
        return bytes
    }

    @Test(arguments: seeds.indices) func `every reader gives a verdict on cut and flipped bytes`(index: Int) {
        let seed = Self.seeds[index]
        let whole = Array(seed.text.utf8)
        let columns = seed.name == "n.txt" ? ["x", "y", "v"] : []
        var random = Seeded(UInt64(1_000 + index))
        for round in 0..<120 {
            var companions: [String: [UInt8]] = [:]
            if seed.name == "m.dat" {
                let own = Array(Self.definition.utf8)
                companions["m.dfn"] = round % 2 == 0 ? own : damaged(own, round, &random)
            }
            judge(damaged(whole, round, &random), seed.name, companions, columns: columns)
        }
    }

    @Test func `a damaged grid gives a verdict, too`() throws {
        guard let bytes = try SharedData.bytes("instrument-samples/geosoft_grd/om_compress.grd") else { return }
        var random = Seeded(77)
        for round in 0..<60 {
            var copy = round % 2 == 0 ? bytes : Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            for _ in 0..<3 where !copy.isEmpty {
                // Most of them in the header and the table of blocks, where they can do most.
                let place = Int.random(in: 0..<min(copy.count, round % 3 == 0 ? copy.count : 620), using: &random)
                copy[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            judge(copy, "om_compress.grd", [:], columns: [])
        }
    }

    @Test func `undamaged, all of them are read`() throws {
        for seed in Self.seeds {
            let (readings, _) = try Opening.readings(
                seed.text, name: seed.name, companions: seed.name == "m.dat" ? ["m.dfn": Self.definition] : [:],
                expecting: .init(columns: seed.name == "n.txt" ? ["x", "y", "v"] : []))
            #expect(readings.count > 0, "\(seed.name)")
        }
    }
}
