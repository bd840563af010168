import Instruments
import Survey
import Testing

@Suite struct GammaAndXrayTests {
    @Test(arguments: [
        "instrument-samples/pxrf/olympus_vanta_2017.csv", "grid-and-sensor-formats/pxrf_vanta/olympus_vanta_test.csv",
    ])
    func `a Vanta export has zeros as limits and refuses the reading that was broken off`(file: String) throws {
        guard let (readings, report) = try Opening.shared(file) else { return }
        #expect(report.dialect.variant == "Olympus/Evident")
        #expect(readings.count == 15)
        #expect(report.refused.map(\.line) == [3])
        #expect(report.positions == nil)
        // Concentration and Error 1s of the rows below, read with Python's csv.
        let magnesium = try #require(readings.channel("Mg"))
        #expect(magnesium.unit == "ppm")
        #expect(
            magnesium.censored
                == [
                    (0, 5967), (1, 2364), (2, 3772), (4, 2664), (5, 4436), (7, 2784), (10, 2742),
                ].map { .init(reading: $0.0, limit: Double($0.1)) })
        #expect(magnesium.values.filter { !$0.isNaN } == [14254, 16489, 27308, 20624, 13111, 15233, 12128, 8993])
        #expect(readings.channel("Cu")?.values.prefix(4) == [724, 10, 42, 773])
        #expect(readings.channel("Cu error")?.values.prefix(4) == [9, 2, 4, 15])
        #expect(readings.channel("Au")?.censored.count == 15)
        #expect(readings.labels["Method Name"]?.first == "geoChem-Extra")
        #expect(report.channels.first?.highestLimit == 5967)
        #expect(readings.times.isEmpty)
        let timed = try Opening.shared(file, expecting: .init(timeZone: .utc))
        // date -u -d '2017-08-17 09:37:10' +%s
        #expect(timed?.readings.times.first == 1_502_962_630)
    }

    @Test func `a German Niton has decimal commas and limits beside LOD`() throws {
        guard
            let (readings, report) = try Opening.shared(
                "instrument-samples/pxrf/niton_german_semicolon_decimalcomma.csv")
        else { return }
        #expect(report.dialect.hasDecimalComma)
        #expect(report.dialect.separator == ";")
        #expect(report.dialect.variant == "Thermo Niton")
        #expect(readings.count == 5)
        #expect(readings.channel("Zn")?.values == [60.36, 60.02, 64.16, 64.65, 62.55])
        #expect(readings.channel("Zn error")?.values == [4.92, 4.93, 5, 5.04, 4.98])
        #expect(readings.channel("Ce")?.censored.map(\.limit) == [70.94, 71.77, 69.83, 71.16, 70.83])
        #expect(readings.channel("U")?.censored == [.init(reading: 1, limit: 3.36)])
        #expect(readings.labels["SAMPLE"]?.first == "Standardprobe_Bodemerton_getr")
        // 01.06.07 has no century: not even with a zone.
        #expect(
            try Opening.shared(
                "instrument-samples/pxrf/niton_german_semicolon_decimalcomma.csv", expecting: .init(timeZone: .utc))?
                .readings.times.isEmpty == true)
    }

    @Test(arguments: [
        (
            "File #,DateTime,Operator,ElapsedTime,Alloy 1,Cu,Cu Err,Zn,Zn Err,Fe,Fe Err\n7,1/2/2020 10:00,me,30,,12,1,< LOD,5,300,9\n",
            "Bruker"
        ),
        ("Test,Date,Cu (ppm),Cu +/-,Zn (ppm),Zn +/-,Fe (ppm),Fe +/-\n7,2020-02-01,12,1,<5,2,300,9\n", "SciAps"),
    ])
    func `Bruker's and SciAps' columns are known by elements and errors`(text: String, vendor: String) throws {
        let (readings, report) = try Opening.readings(text)
        #expect(report.dialect.variant == vendor)
        #expect(readings.channel("Cu")?.values == [12])
        #expect(readings.channel("Fe error")?.values == [9])
        #expect(readings.channel("Zn")?.censored == [.init(reading: 0, limit: 5)])
    }

    @Test func `rows in percent and ppm are brought to ppm with their limits`() throws {
        let (readings, report) = try Opening.readings(
            """
            Reading No;Units;Cu;Cu Error;Zn;Zn Error;Fe;Fe Error
            1;%;0,5;0,01;<LOD;0,002;12;0,1
            2;ppm;40;2;15;3;900;20
            """)
        #expect(readings.channel("Cu") == .init(name: "Cu", unit: "ppm", values: [5_000, 40]))
        #expect(readings.channel("Cu error")?.values == [100, 2])
        #expect(readings.channel("Zn")?.censored == [.init(reading: 0, limit: 20)])
        #expect(report.notes.contains { $0.contains("brought to ppm") })
    }

    @Test func `UTF-16 of a pXRF is the same export`() throws {
        let text = "\u{FEFF}Reading No;Units;Cu;Cu Error;Zn;Zn Error;Fe;Fe Error\r\n2;ppm;40;2;15;3;900;20\r\n"
        let bytes = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        guard case .readings(let readings, let report) = try InstrumentFile.read(bytes, name: "x.csv") else {
            Issue.record("no readings")
            return
        }
        #expect(report.dialect.encoding == "UTF-16")
        #expect(readings.channel("Fe")?.values == [900])
    }

    @Test func `a RadiaCode track has UTC from its stamps, not from its local times`() throws {
        guard let (readings, report) = try Opening.shared("instrument-samples/radiacode/walk.rctrk") else { return }
        #expect(readings.count == 223)
        // 133486128000000000 / 10^7 - 11644473600
        #expect(readings.times.first == 1_704_139_200)
        #expect(abs(readings.sum("dose_rate") - 1_390.7) < 1e-9)
        #expect(readings.channel("dose_rate")?.unit == "µR/h")
        #expect(readings.positions.first == Point(x: 0.0015612, y: 0.0006553))
        #expect(report.notes.contains { $0.contains("-480 minutes") })
    }

    @Test func `spectra in lines of JSON are channels`() throws {
        guard let (readings, _) = try Opening.shared("instrument-samples/radiacode/xray_first5.ndjson") else { return }
        #expect(readings.count == 5)
        #expect(readings.times.last == 1_737_406_846.6893425)
        let windows = readings.channels.filter { $0.name.hasPrefix("counts[") }
        #expect(windows.count == 1_024)
        #expect(windows.compactMap(\.values.last).reduce(0, +) == 1_341)
        #expect(readings.labels["serial_number"]?.first == "RC-103-000070")
    }

    @Test func `a gamma table of PEI has commas in its numbers and negative uranium`() throws {
        let (readings, report) = try Opening.readings(
            """
            LineNo;Line;RECS;UsedAlt_m;XCo_m;YCo_m;Lat_deg;Lon_deg;Galt_m;K_%;U_ppm;Th_ppm
            30;30;100;87;703641,7662;7192979,575;-25,36603453;131,0238287;529,0629995;1,2;-0,4;7,5
            30;30;101;88;703650,1;7192980,1;-25,36603;131,02391;529,1;1,3;0,2;7,25
            """)
        #expect(readings.positions.first == Point(x: 131.0238287, y: -25.36603453))
        #expect(readings.channel("U") == .init(name: "U", unit: "ppm", values: [-0.4, 0.2]))
        #expect(readings.channel("K")?.unit == "%")
        #expect(readings.lines == [.init(name: "30", kind: .line, readings: 0..<2)])
        #expect(report.dialect.hasDecimalComma)
    }
}
