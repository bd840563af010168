import Instruments
import Survey
import Testing

@Suite struct AsegGdf2Tests {
    /// Rows, refused rows, CRS, a channel and its sum without NULLs, read with Python by the columns' positions or words.
    struct Case: CustomTestStringConvertible, Sendable {
        var file: String
        var rows: Int
        var refused = 0
        var crs: String?
        var first: Point
        var channel: String
        var sum: Double
        var lines: Int

        var testDescription: String { file }
    }

    static let cases = [
        Case(
            file: "Example_AeroMag_MuppetTown_2009", rows: 1050, refused: 1, crs: "EPSG:4283",
            first: Point(x: 147.4351044, y: -34.3312950), channel: "MAGCOMP", sum: 61_068_024.508, lines: 1),
        Case(
            file: "Example_Gravity_NeverNeverLand_1904", rows: 265, crs: "EPSG:4283",
            first: Point(x: 142.027846, y: -33.002843), channel: "OBS_GRAV", sum: 2_595_766_049.64, lines: 7),
        Case(
            file: "Example_Gravity_Springfield_1989", rows: 56, crs: "EPSG:4283",
            first: Point(x: 146.100140, y: -32.214795), channel: "BA", sum: -6_790.67548652, lines: 0),
        Case(
            file: "Example_GroundMag_Bedrock_6000BC", rows: 304, crs: "EPSG:28356",
            first: Point(x: 250_690.34, y: 6_169_807.27), channel: "Mag_final", sum: 17_135_508.70, lines: 3),
        Case(
            file: "Example_Rad_BowsersCastle_2012", rows: 94, crs: "EPSG:4283",
            first: Point(x: 153.016590, y: -29.431994), channel: "URAFIN3", sum: 447.991, lines: 1),
    ]

    private func check(_ folder: String, _ expected: Case) throws {
        guard let (readings, report) = try Opening.shared("\(folder)/aseg_gdf2/\(expected.file).dat") else { return }
        #expect(report.format == "ASEG-GDF2")
        #expect(report.rowsRead == expected.rows)
        #expect(report.rowsRefused == expected.refused)
        #expect(readings.crs == expected.crs)
        #expect(readings.positions.first == expected.first)
        #expect(abs(readings.sum(expected.channel) - expected.sum) < 1e-6 * abs(expected.sum))
        #expect(readings.lines.count == expected.lines)
    }

    @Test(arguments: cases) func `the standard's own examples are read in every dialect`(expected: Case) throws {
        try check("instrument-samples", expected)
        try check("grid-and-sensor-formats", expected)
    }

    @Test(arguments: [
        Case(
            file: "Example_Mag_HillValley_1985", rows: 1047, crs: "EPSG:28355",
            first: Point(x: 592_378.41, y: 6_127_945.07), channel: "FINALMAG", sum: 61_373_323.496, lines: 1),
        Case(
            file: "Example_Mag_Gondwana_200Ma", rows: 254, crs: "EPSG:4283",
            first: Point(x: 142.13067, y: -29.99336), channel: "Mag_Final", sum: 14_616_050.177, lines: 2),
        Case(
            file: "Example_GroundMag_HillValley_1985", rows: 2055, crs: "EPSG:28356",
            first: Point(x: 249_393.84, y: 6_173_429.07), channel: "Mag_raw", sum: 117_767_253.51, lines: 17),
    ])
    func `numbers that touch DEFN, a projection record and stars are read`(expected: Case) throws {
        guard let found = try Opening.shared("grid-and-sensor-formats/aseg_gdf2/\(expected.file).dat") else { return }
        #expect(found.report.rowsRead == expected.rows)
        #expect(found.readings.crs == expected.crs)
        #expect(found.readings.positions.first == expected.first)
        #expect(abs(found.readings.sum(expected.channel) - expected.sum) < 1e-9 * abs(expected.sum))
        #expect(found.readings.lines.count == expected.lines)
    }

    @Test func `an array of 256 windows is as many channels`() throws {
        guard
            let (readings, _) = try Opening.shared(
                "grid-and-sensor-formats/aseg_gdf2/Example_Rad256_SeasameSt_2008.dat")
        else { return }
        #expect(readings.count == 84)
        let windows = readings.channels.filter { $0.name.hasPrefix("RAW_SPEC[") }
        // The last window is zero throughout and some of its records are a blank too short.
        #expect(windows.count >= 255)
        #expect(windows.map { readings.sum($0.name) }.reduce(0, +) == 862_527)
    }

    @Test func `scientific formats, conductivities and layers are read`() throws {
        guard let (readings, report) = try Opening.shared("instrument-samples/aseg_gdf2/AusAEM_02_vsum_inversion.dat")
        else { return }
        #expect(readings.channel("conductivity[29]")?.values.last == 1.129180e-03)
        #expect(readings.channel("conductivity[0]")?.unit == "S/m")
        #expect(readings.channel("Iterations")?.values.first == 26)
        #expect(readings.lines == [.init(name: "5100101", kind: .line, readings: 0..<100)])
        #expect(report.crs == nil)
    }

    @Test func `a definition of a longer file fits the first part of it, and the plainer of two datums is taken`()
        throws
    {
        guard let (readings, report) = try Opening.shared("instrument-samples/aseg_gdf2/Geotem_GSQ823_first200.dat")
        else { return }
        #expect(readings.count == 200)
        #expect(readings.crs == "EPSG:28354")
        #expect(readings.positions.last == Point(x: 481_440.1, y: 7_567_165.1))
        #expect(abs(readings.sum("Diurnally_Levelled_Magnetics") - 536_983.77) < 1e-6)
        #expect(readings.channel("Z_off_time[15]")?.values.last == 199)
        #expect(report.notes.contains { $0.contains("not from 'Easting_agd66'") })
    }

    @Test func `a NULL per layer masks it and the zone of a long name is the CRS`() throws {
        guard let (readings, report) = try Opening.shared("instrument-samples/aseg_gdf2/Mugrave_WB_MGA52.dat") else {
            return
        }
        #expect(readings.crs == "EPSG:28352")
        #expect(readings.channel("Con[29]")?.values.first?.isNaN == false)
        #expect(readings.channel("Con_doi[29]") == nil)
        #expect(readings.channel("RUnc[0]")?.values.first == 0.745)
        #expect(report.notes.contains { $0.contains("'Con_doi[29]'") })
        #expect(readings.times.isEmpty)
    }

    @Test(arguments: [
        "DEFN 1 ST=RECD,RT=;X:F8.1:NULL=-999.9,UNIT=m\nDEFN 2 ST=RECD,RT=;Y:F8.1\nDEFN 3 ST=RECD,RT=;V:F8.2:UNIT=nT,NULL=999.99\nDEFN 4 ST=RECD,RT=;END DEFN",
        "DEFN1ST=RECORD,RT=DATA;X:f8.1:UNIT=metres\nDEFN2ST=RECORD,RT=DATA;Y:f8.1\nDEFN3ST=RECORD,RT=DATA;V:f8.2:NULL=999.99:UNIT:nT;END DEFN",
        "DEFN   ST=RECD,RT=COMM;RT:A4;COMMENTS:A76\nDEFN 1 ST=RECD,RT=; X : F8.1 : UNITS = m\nDEFN 2 ST=RECD,RT=; Y : F8.1\nDEFN 3 ST=RECD,RT=; V : F8.2 : UNITS = nT , NULL = 999.99 , total field\nEND DEFN",
    ])
    func `the dialects of a definition mean the same`(definition: String) throws {
        let data = "   100.0   200.0   50.25\n   101.0   200.0  999.99\n   102.0   200.0  999.98\n"
        let (readings, report) = try Opening.readings(data, name: "a.DAT", companions: ["a.dfn": definition])
        #expect(readings.positions.map(\.x) == [100, 101, 102])
        let values = try #require(readings.channel("V")?.values)
        #expect(values[0] == 50.25)
        #expect(values[1].isNaN)
        #expect(values[2] == 999.98)
        #expect(readings.channel("V")?.unit == "nT")
        #expect(report.channels.first?.dummies == [.init(value: 999.99, count: 1)])
    }

    @Test func `a type of record of four characters is skipped where the records have it`() throws {
        let definition = "DEFN 1 ST=RECD,RT=DATA;RT:A4;X:I5\nDEFN 2 ST=RECD,RT=DATA;Y:I5\nDEFN 3 ST=RECD,RT=DATA;V:I5\n"
        for lead in ["", "DATA"] {
            let (readings, _) = try Opening.readings(
                "\(lead)    1    2    3\n\(lead)    4    5    6\n", name: "b.dat", companions: ["b.dfn": definition])
            #expect(readings.positions == [Point(x: 1, y: 2), Point(x: 4, y: 5)])
            #expect(readings.channel("V")?.values == [3, 6])
        }
    }

    @Test func `data without their definition, and definitions that are none, are refused with a reason`() throws {
        let alone = #expect(throws: InstrumentError.self) {
            try Opening.readings("   100.0   200.0   50.25\n", name: "a.dat")
        }
        #expect(alone?.code == .unknownFormat)
        #expect(alone?.reason.contains("no .dfn came with it") == true)
        let broken = #expect(throws: InstrumentError.self) {
            try Opening.readings("1 2 3\n", name: "a.dat", companions: ["a.dfn": "DEFN 1 ST=RECD,RT=;X:Q8\n"])
        }
        #expect(broken?.code == .noHeader)
        #expect(broken?.reason.contains("'Q8'") == true)
    }
}
