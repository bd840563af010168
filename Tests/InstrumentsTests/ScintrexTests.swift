import Instruments
import Survey
import Testing

@Suite struct ScintrexTests {
    private static let cg5 = """
        /\tCG-5 SURVEY
        /\tSurvey name:\troad
        /\tDate:\t2019/ 8/16
        /\tTime:\t12:08:04
        /\tLONG:\t28.300  E
        /\tLAT:\t25.600  S
        /\tGMT DIFF.:\t-2.0
        /\tTide Correction:\tYES
        /------LINE-----STATION-----ALT.------GRAV.---SD.--TILTX--TILTY-TEMP---TIDE---DUR-REJ-----TIME----DEC.TIME+DATE--TERRAIN
             0.000   88888.000      0.00   3184.569 0.000   -0.9   -1.8 0.54 0.060  61   0 12:08:32     7002.50512    0.000
             0.000       1.000      0.00   3190.180 0.000    1.5   -7.5 0.65 0.062  55   0 12:59:23     7002.54037    0.000

        """

    @Test func `a real CG-5 dump has its rows, its clock from GMT DIFF. and no times after the clock went back`() throws
    {
        guard let (readings, report) = try Opening.shared("instrument-samples/scintrex/pygmi_GravityCG5.txt") else {
            return
        }
        #expect(readings.count == 35)
        #expect(report.rowsRefused == 0)
        #expect(abs(readings.sum("gravity") - 111_497.467) < 1e-8)
        #expect(readings.channel("gravity")?.unit == "mGal")
        // 12:08:32 on 2019-08-16 with -2 hours to GMT: date -u -d '2019-08-16 10:08:32' +%s
        #expect(readings.times.first == 1_565_950_112)
        #expect(report.timeZone == "+02:00")
        #expect(readings.times.suffix(3).allSatisfy { $0.isNaN })
        #expect(readings.times.dropLast(3).allSatisfy { !$0.isNaN })
        #expect(report.notes.contains { $0.contains("the clock goes back in line 45") && $0.contains("3 readings") })
        #expect(readings.labels["station"]?.prefix(4) == ["88888.000", "88888.000", "88888.000", "1.000"])
        #expect(readings.positions.allSatisfy { $0.x.isNaN })
        #expect(report.notes.contains { $0.contains("does not tell whether the tide is applied") })
    }

    @Test func `a tide that is applied already has another name than one that is not`() throws {
        let applied = try Opening.readings(Self.cg5)
        #expect(applied.readings.channel("tide_applied")?.values == [0.060, 0.062])
        #expect(applied.report.channels.map(\.name) == applied.readings.channels.map(\.name))
        #expect(applied.report.notes.contains { $0.contains("must not be added again") })
        let raw = try Opening.readings(Self.cg5.replacing("YES", with: "NO"))
        #expect(raw.readings.channel("tide_not_applied")?.values == [0.060, 0.062])
        let both = #expect(throws: InstrumentError.self) {
            try Opening.readings(Self.cg5 + Self.cg5.replacing("YES", with: "NO"))
        }
        #expect(both?.code == .contradiction)
    }

    @Test func `heights without a unit are refused until one is declared`() throws {
        let high = Self.cg5.replacing("1.000      0.00", with: "1.000   1244.06")
        let error = #expect(throws: InstrumentError.self) { try Opening.readings(high) }
        #expect(error?.code == .noUnit)
        #expect(error?.remedy.contains("height_unit") == true)
        let (readings, _) = try Opening.readings(high, expecting: .init(heightUnit: "ft"))
        #expect(readings.channel("height") == .init(name: "height", unit: "ft", values: [0, 1_244.06]))
    }

    @Test func `a header in the middle gives the rows below it its own day`() throws {
        let second = Self.cg5.replacing("2019/ 8/16", with: "2019/ 8/19").replacing("-2.0", with: "3.5")
        let (readings, report) = try Opening.readings(Self.cg5 + second)
        #expect(readings.count == 4)
        // date -u -d '2019-08-19 15:38:32' +%s
        #expect(readings.times[2] == 1_566_229_112)
        #expect(report.notes.contains { $0.contains("different zones") })
    }

    @Test func `a date in each row goes before the header's, and rows without any day are refused`() throws {
        let dated = """
            /------LINE-----STATION-----ALT.------GRAV.---SD.--TILTX--TILTY-TEMP---TIDE---DUR-REJ-----TIME----DEC.TIME+DATE--TERRAIN---DATE
             0.0000000  40.0000000   0.0   6311.118 0.255   -2.0   -4.5 68.49 0.066  60   0 12:55:58     44031.53800    0.0000  2020/08/20
            """
        let (readings, report) = try Opening.readings(dated, expecting: .init(timeZone: .utc))
        // date -u -d '2020-08-20 12:55:58' +%s
        #expect(readings.times == [1_597_928_158])
        #expect(readings.channel("terrain")?.values == [0])
        #expect(report.timeZone == "Z")
        #expect(try Opening.readings(dated).readings.times.isEmpty)
        let undated = dated.replacing("---DATE\n", with: "\n").replacing("  2020/08/20", with: "")
        let error = #expect(throws: InstrumentError.self) { try Opening.readings(undated) }
        #expect(error?.code == .noDate)
    }

    private static let cg6Names =
        "Station\tDate\tTime\tCorrGrav\tLine\tStdDev\tStdErr\tRawGrav\tX\tY\tSensorTemp\tTideCorr\tTiltCorr\tTempCorr\tDriftCorr\tMeasurDur\tInstrHeight\tLatUser\tLonUser\tElevUser\tLatGPS\tLonGPS\tElevGPS\tCorrections[drift-temp-na-tide-tilt]\n"
    private static let cg6Rows = """
        10\t2020-08-20\t12:42:52\t5149.3690\t0\t0.1366\t0.0176\t5166.0204\t-1.4\t2.5\t1.0054\t0.0671\t0.0001\t0.1216\t-16.8402\t60\t0.25\t1.3460\t103.6800\t10.0\t1.4580\t103.8170\t14.4\t11011
        11\t2020-08-20\t12:43:52\t5149.3683\t0\t0.1134\t0.0146\t5166.0202\t-0.9\t2.0\t1.0084\t0.0671\t0.0001\t0.1211\t-16.8402\t60\t0.25\t1.3460\t103.6800\t10.0\t--\t--\t--\t11011

        """

    @Test(arguments: ["/\tCG-6 Survey\n/\tSurvey Name:\tX\n" + cg6Names, cg6Names, "/" + cg6Names, ""])
    func `a CG-6 dump is read with and without its header`(header: String) throws {
        let (readings, report) = try Opening.readings(header + Self.cg6Rows)
        #expect(report.format == "Scintrex CG-6 dump")
        #expect(readings.channel("gravity")?.values == [5149.3690, 5149.3683])
        #expect(readings.channel("raw_gravity")?.values == [5166.0204, 5166.0202])
        #expect(readings.channel("tide_applied")?.values == [0.0671, 0.0671])
        #expect(readings.positions[0] == Point(x: 103.8170, y: 1.4580))
        #expect(readings.positions[1].x.isNaN)
        // date -u -d '2020-08-20 12:42:52' +%s
        #expect(readings.times == [1_597_927_372, 1_597_927_432])
        #expect(readings.labels["station"] == ["10", "11"])
        #expect(readings.crs == "EPSG:4326")
        #expect(report.notes.contains { $0.contains("operator's coordinates are up to") })
    }

    @Test func `the bit mask of a CG-6 says whether the tide is in`() throws {
        let raw = Self.cg6Rows.replacing("11011", with: "11001")
        #expect(try Opening.readings(Self.cg6Names + raw).readings.channel("tide_not_applied") != nil)
        let mixed = Self.cg6Rows.replacing("11011\n11", with: "11001\n11")
        let error = #expect(throws: InstrumentError.self) { try Opening.readings(Self.cg6Names + mixed) }
        #expect(error?.code == .contradiction)
    }
}
