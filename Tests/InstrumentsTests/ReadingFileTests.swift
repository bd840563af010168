import Instruments
import Survey
import Testing

@Suite struct ReadingFileTests {
    private func read(
        _ text: String, expecting expectation: ReadingFile.Expectation = .init()
    ) throws -> (readings: Readings, report: ReadingReport) {
        try ReadingFile.read(Array(text.utf8), expecting: expectation)
    }

    @Test func `a plain file gives positions, channels, units and nothing else`() throws {
        let (readings, report) = try read(
            """
            line,easting,northing,total_field_nT,Cu (ppm),comment
            L10,500000.5,3200000.25,47512.3,120,first
            L10,500010.5,3200000.25,47514.8,95.5,
            T90,500010.5,3200010.25,47515.0,<5,last
            """)
        #expect(readings.crs == nil)
        #expect(
            readings.positions == [
                Point(x: 500_000.5, y: 3_200_000.25), Point(x: 500_010.5, y: 3_200_000.25),
                Point(x: 500_010.5, y: 3_200_010.25),
            ])
        #expect(readings.channels.map(\.name) == ["total_field", "Cu"])
        #expect(readings.channels.map(\.unit) == ["nT", "ppm"])
        #expect(readings.channel("total_field")?.values == [47512.3, 47514.8, 47515])
        #expect(readings.channel("Cu")?.values.prefix(2) == [120, 95.5])
        #expect(readings.channel("Cu")?.censored == [.init(reading: 2, limit: 5)])
        #expect(
            readings.lines == [
                .init(name: "L10", kind: .line, readings: 0..<2), .init(name: "T90", kind: .tie, readings: 2..<3),
            ])
        #expect(readings.labels == ["comment": ["first", "", "last"]])
        #expect(readings.times.isEmpty)
        #expect(report.rowsRead == 3)
        #expect(report.rowsRefused == 0)
        #expect(report.dialect == .init(separator: ",", hasDecimalComma: false, headerLine: 1, encoding: "UTF-8"))
        #expect(report.positions == .init(x: "easting", y: "northing", isGeographic: false))
        #expect(report.notes == ["columns that hold words: 'comment'"])
    }

    @Test(arguments: [
        "x,y,v\n1,2,3.5\n4,5,6\n", "\u{FEFF}x,y,v\n1,2,3.5\n4,5,6", "x;y;v\r\n1;2;3.5\r\n4;5;6\r\n",
        "x\ty\tv\r1\t2\t3.5\r4\t5\t6", "sep=;\r\nx;y;v\r\n1;2;3,5\r\n4;5;6",
        "# made by hand\n\nx , y , v\n 1, 2 , 3.5\n/end\n4,5,6",
        "\"x\",\"y\",\"v\"\n\"1\",\"2\",\"3.5\"\n\"4\", \"5\" ,\"6\"\n", "x;y;v\n1;2;3,5\n4;5;6\n\n\n",
        "x,y,v,\n1,2,3.5,\n4,5,6,,\n",
        "Instrument 7\nSurvey of May\nx,y,v\n1,2,3.5\n4,5,6\n", "#x,y,v\n1,2,3.5\n4,5,6\n",
        "x,y,v\n1,2,35e-1\n4.0,+5,.6e1\n",
        "x,y,v\n1,2,3.5\nx,y,v\n4,5,6\n",
    ])
    func `the same readings in many hands are the same readings`(text: String) throws {
        let (readings, report) = try read(text)
        #expect(readings.positions == [Point(x: 1, y: 2), Point(x: 4, y: 5)])
        #expect(readings.channel("v")?.values == [3.5, 6])
        #expect(report.rowsRefused == 0)
    }

    @Test(arguments: [true, false])
    func `UTF-16 is read by its byte order mark`(isLittleEndian: Bool) throws {
        let units = Array("\u{FEFF}lon;lat;U µ\r\n62,5;29,25;1,5\r\n".utf16)
        let bytes = units.flatMap { unit in
            isLittleEndian ? [UInt8(unit & 0xff), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xff)]
        }
        let (readings, report) = try ReadingFile.read(bytes)
        #expect(readings.positions == [Point(x: 62.5, y: 29.25)])
        #expect(readings.channels == [.init(name: "U µ", unit: "", values: [1.5])])
        #expect(report.dialect.encoding == "UTF-16")
        #expect(report.dialect.hasDecimalComma)
    }

    @Test func `letters of an old code page change no number and are noted`() throws {
        let bytes = Array("x,y,\u{C1}rea\n1,2,3\n".unicodeScalars.map { UInt8($0.value) })
        let (readings, report) = try ReadingFile.read(bytes)
        #expect(readings.channels == [.init(name: "Área", unit: "", values: [3])])
        #expect(report.notes.contains { $0.contains("ISO 8859-1") })
    }

    @Test func `a field in quotes may hold separators, quotes and line ends`() throws {
        let (readings, report) = try read("x,y,note,v\n1,2,\"a, \"\"b\"\"\nc\",3\n4,5,plain \"word\",6\n7,8,9\n")
        #expect(readings.channel("v")?.values == [3, 6])
        #expect(report.refused == [.init(line: 5, reason: "it has 3 fields, the header 4")])
    }

    @Test func `a quote that never closes costs its line only`() throws {
        let (readings, report) = try read("x,y,note,v\n1,2,\"open,3\n4,5,b,6\n7,8,c,9\n")
        #expect(readings.channel("v")?.values == [6, 9])
        #expect(report.refused == [.init(line: 2, reason: "a quote is opened and not closed")])
    }

    @Test func `what is below detection or missing has no value and is counted with its limits`() throws {
        let (readings, report) = try read(
            "x,y,As_ppm\n1,1,<5\n1,2,< 2.5\n1,3,<LOD\n1,4,ND\n1,5,\n1,6,NaN\n1,7,>900\n1,8,0\n1,9,12\n")
        let values = try #require(readings.channel("As")?.values)
        #expect(values.prefix(7).map(\.isNaN) == Array(repeating: true, count: 7))
        #expect(values.suffix(2) == [0, 12])
        #expect(
            readings.channel("As")?.censored == [
                .init(reading: 0, limit: 5), .init(reading: 1, limit: 2.5),
                .init(reading: 6, limit: 900, isAbove: true),
            ])
        let channel = try #require(report.channels.first)
        #expect(channel.censored == 4)
        #expect(channel.lowestLimit == 2.5)
        #expect(channel.highestLimit == 5)
        #expect(channel.missing == 2)
        #expect(channel.aboveRange == 1)
        #expect(channel.values == 2)
    }

    @Test func `dummy values of the field's programs are no values and others only where declared`() throws {
        let text = "x,y,v\n1,1,*\n1,2,-1.0E32\n1,3,1e32\n1,4,1.70141e+38\n1,5,-99999\n1,6,-99999.0\n1,7,5\n"
        let (readings, report) = try read(text)
        #expect(readings.count == 5)
        #expect(report.channels.first?.missing == 4)
        #expect(report.refused.map(\.line) == [6, 7])
        #expect(report.refused.first?.reason.contains("declared as nodata") == true)

        let declared = try read(text, expecting: .init(nodata: [-99_999]))
        #expect(declared.readings.count == 7)
        #expect(declared.report.channels.first?.missing == 6)
        #expect(declared.report.rowsRefused == 0)
    }

    @Test func `a declared dummy is met to half a unit of the last printed decimal`() throws {
        let text = "x,y,v\n1,1,-9.99\n1,2,-9.9949\n1,3,-10.0\n1,4,-9.98\n1,5,-9.9\n"
        let (readings, _) = try read(text, expecting: .init(nodata: [-9.991]))
        let values = try #require(readings.channel("v")?.values)
        #expect(values.map(\.isNaN) == [true, false, true, false, false])
    }

    @Test func `rows that are no readings are refused one by one with line and reason`() throws {
        let (readings, report) = try read(
            """
            longitude,latitude,v
            62,29,1
            62,,2
            abc,29,3
            62,-91,4
            400,29,5
            62,29,six
            62,29
            62,29,7,8
            62.1,29,9
            62.2,29,10
            62.3,29,11
            62.4,29,12
            62.5,29,13
            62.6,29,14
            """)
        #expect(readings.channel("v")?.values == [1, 9, 10, 11, 12, 13, 14])
        #expect(report.rowsRefused == 7)
        #expect(report.refused.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
        #expect(
            report.refused.map(\.reason) == [
                "'latitude' is empty", "'longitude' is 'abc', not a number",
                "'latitude' is -91.0, outside -90 to 90 degrees",
                "'longitude' is 400.0, outside -180 to 360 degrees", "'v' is 'six', not a number",
                "it has 2 fields, the header 3", "it has 4 fields, the header 3",
            ])
        #expect(report.positions?.isGeographic == true)
    }

    @Test func `a number is never read as another one`() throws {
        let commas = try read("x;y;v\n1,5;2,5;1.000,5\n3,5;4,5;7,25\n5,5;6,5;8\n")
        #expect(commas.report.refused.map(\.line) == [2])
        #expect(commas.readings.channel("v")?.values == [7.25, 8])
        let mixed = #expect(throws: InstrumentError.self) { try read("x;y;v\n1,5;2.5;3\n") }
        #expect(mixed?.code == .contradiction)
        let thousands = #expect(throws: InstrumentError.self) { try read("x,y,v\n\"703,641\",\"7,192,979\",3\n") }
        #expect(thousands?.code == .tooManyRefused)
        let words = #expect(throws: InstrumentError.self) { try read("x,y,v\n0x10,1,2\ninf,1,2\n1 2,3,4\n") }
        #expect(words?.code == .tooManyRefused)
    }

    @Test(arguments: [
        ("Longitude,Latitude,v", true), ("gpslat,gpslon,v", true), ("LON (deg),LAT (deg),v", true),
        ("utm_e,utm_n,v", false),
        ("Easting_gda94,Northing_gda94,v", false), ("X,Y,v", false), ("POINT_X,POINT_Y,v", false), ("E,N,v", false),
        ("UTM Easting (m),UTM Northing [m],v", false), ("xcoor,ycoor,v", false),
    ])
    func `positions are known by their names`(header: String, isGeographic: Bool) throws {
        let (readings, report) = try read("\(header)\n10,20,30\n")
        #expect(report.positions?.isGeographic == isGeographic)
        #expect(readings.positions.first == (header.hasPrefix("gpslat") ? Point(x: 20, y: 10) : Point(x: 10, y: 20)))
        #expect(readings.channels.map(\.name) == ["v"])
    }

    @Test func `degrees and metres side by side are chosen between and said so`() throws {
        let text = "longitude,latitude,easting,northing,v\n26.5,-25.4,353773.17,7176320.94,5\n"
        let degrees = try read(text)
        #expect(degrees.readings.positions == [Point(x: 26.5, y: -25.4)])
        #expect(degrees.readings.channels.map(\.name) == ["v"])
        #expect(degrees.report.notes.contains { $0.contains("not from 'easting' and 'northing'") })
        let metres = try read(text, expecting: .init(prefersDegrees: false))
        #expect(metres.readings.positions == [Point(x: 353_773.17, y: 7_176_320.94)])
        let twice = #expect(throws: InstrumentError.self) {
            try read("easting_gda94,easting_nad27,northing,v\n1,2,3,4\n")
        }
        #expect(twice?.code == .contradiction)
        #expect(try read("lon,lat,x_gda94,x_nad27,y,v\n1,2,3,4,5,6\n").readings.positions == [Point(x: 1, y: 2)])
    }

    @Test(
        arguments: [
            ("crs", "EPSG:32641", "EPSG:32641"), ("epsg", "32641", "EPSG:32641"), ("CRS", "epsg: 4326", "EPSG:4326"),
            ("crs", "somewhere", nil), ("zone", "41N", nil), ("zone,datum", "41N,WGS84", "EPSG:32641"),
            ("zone,datum", "35 south,WGS 84", "EPSG:32735"), ("zone,datum", "35S,WGS84", nil),
        ] as [(String, String, String?)])
    func `a CRS is taken where the file states one and nowhere else`(columns: String, values: String, crs: String?)
        throws
    {
        let (readings, report) = try read("easting,northing,\(columns),v\n1,2,\(values),3\n4,5,\(values),6\n")
        #expect(readings.crs == crs)
        #expect(report.crs == crs)
        if crs == nil { #expect(report.notes.contains { $0.contains("CRS") || $0.contains("code") }) }
    }

    @Test func `rows of two CRSs or two units contradict each other`() throws {
        let crs = #expect(throws: InstrumentError.self) { try read("x,y,epsg,v\n1,2,32641,3\n1,2,32642,3\n") }
        #expect(crs?.code == .contradiction)
        #expect(crs?.reason == "'epsg' is '32641' in some rows and '32642' in line 3")
        let units = #expect(throws: InstrumentError.self) { try read("x,y, Units,Cu\n1,2,ppm,3\n1,2,%,3\n") }
        #expect(units?.code == .contradiction)
    }

    @Test func `the channel that is meant is found with and without its unit, alone`() throws {
        let text = "x,y,Total_Field_nT,alt_m\n1,2,47000,800\n"
        for name in ["Total_Field_nT", "total_field", "TOTAL_FIELD_NT"] {
            let (readings, _) = try read(text, expecting: .init(channel: name))
            #expect(readings.channels == [.init(name: "Total_Field", unit: "nT", values: [47_000])])
        }
        let error = #expect(throws: InstrumentError.self) { try read(text, expecting: .init(channel: "tmi")) }
        #expect(error?.code == .noChannel)
        #expect(error?.remedy.contains("'Total_Field_nT'") == true)
    }

    @Test func `two columns of one name can both be asked for`() throws {
        let (readings, _) = try read("x,y,v,v\n1,2,3,4\n")
        #expect(readings.channel("v")?.values == [3])
        #expect(readings.channel("v#2")?.values == [4])
    }

    @Test(
        arguments: [
            ("time_utc", "Z"), ("Time (GMT)", "Z"), ("Time UTC+5", "+05:00"), ("Date_UTC-03:30", "-03:30"),
            ("time", nil),
            ("GMT+5 time", nil), ("UTC+99 time", nil),
        ] as [(String, String?)])
    func `a time zone is taken where a name states it`(column: String, zone: String?) throws {
        #expect(try read("x,y,\(column),v\n1,2,10:00,3\n").report.timeZone == zone)
    }

    @Test(arguments: [
        ("", InstrumentError.Code.empty, "no bytes"), ("\u{FEFF}", .empty, "no row"),
        ("\n\n# nothing\n", .empty, "no row"),
        ("x,y,v\n", .empty, "no row below"), ("GIF89a\0\u{1}", .binary, "zero byte at 6"),
        ("1,2,3\n4,5,6\n", .noHeader, "'1'"),
        ("just a letter\nto you\n", .noHeader, "'just a letter'"),
        ("station,value\n1,2\n", .noPositions, "'station', 'value'"),
        ("x,y\n1,2\n", .noChannel, "'x', 'y'"), ("x,y,name\n1,2,here\n", .noChannel, "'name'"),
        ("x,y,v\n1,2,3\n,,\n,,\n", .tooManyRefused, "2 of 3 rows"),
    ])
    func `what is no file of readings is an error that names what was found`(
        text: String, code: InstrumentError.Code, found: String
    ) {
        let error = #expect(throws: InstrumentError.self) { try read(text) }
        #expect(error?.code == code)
        #expect(error?.reason.contains(found) == true)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `a name in a message is short and on one line`() {
        let name = "evil\u{1B}[31m" + String(repeating: "x", count: 500)
        let error = #expect(throws: InstrumentError.self) { try read("\(name),b\n1,2\n") }
        #expect(error?.reason.contains("\u{1B}") == false)
        #expect((error?.reason.count ?? 0) < 200)
    }

    @Test func `cut and flipped bytes give readings or an error and never more rows than lines`() throws {
        let whole = Array(
            """
            sep=;
            # a survey
            "id";easting;northing;crs;tmi (nT);Cu_ppm;note
            1;500000,5;3200000,25;EPSG:32641;47512,3;<5;"a; ""b"" c"
            2;500001,5;3200000,25;EPSG:32641;-1e32;120,5;\u{e9}t\u{e9}
            3;500002,5;3200000,25;EPSG:32641;47512,3;ND;
            """.utf8)
        var random = Seeded(99)
        for round in 0..<1_500 {
            var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
            for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                switch round % 3 {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes[place] = Array("\";,\r\n\t#<-e".utf8).randomElement(using: &random) ?? 0
                default: bytes.insert(contentsOf: bytes.prefix(place), at: place)
                }
            }
            do {
                let (readings, report) = try ReadingFile.read(bytes)
                #expect(readings.count + report.rowsRefused <= bytes.count { $0 == 10 || $0 == 13 } + 1)
                #expect(report.positions == nil || readings.positions.allSatisfy { $0.x.isFinite && $0.y.isFinite })
            } catch let error as InstrumentError {
                #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
            }
            do { _ = try OccurrenceFile.read(bytes) } catch { #expect(!error.reason.isEmpty) }
        }
    }
}
