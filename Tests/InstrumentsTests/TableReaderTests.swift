import Instruments
import Survey
import Testing

@Suite struct TableReaderTests {
    /// A table of several parts, with all that makes rows differ.
    private func table(rows: Int, seed: UInt64, quotes: Bool) -> (text: String, expected: [Double?]) {
        var random = Seeded(seed)
        var text = "line,easting,northing,date,time_utc,tmi_nT,note,epsg\n"
        var expected: [Double?] = []
        for row in 0..<rows {
            let line = "L\(row / 997)"
            let clock = "\(10 + row / 36_000):\(row % 36_000 / 600 + 10).\(row % 10)"
            let time =
                clock.split(separator: ":").count == 2 ? "10:\(10 + row % 50):\(10 + row % 49).\(row % 10)" : clock
            let value = Double(Int.random(in: 0...999_999, using: &random)) / 100
            switch Int.random(in: 0..<400, using: &random) {
            case 0:
                text += "\(line),\(row),abc,2024-01-02,\(time),\(value),,32641\n"
                continue
            case 1:
                text += "# a remark\n\n"
                continue
            case 2:
                text += "\(line),\(row),7.5,2024-01-02,\(time),<\(value),,32641\r\n"
                expected.append(nil)
            case 3 where quotes:
                text += "\(line),\(row),7.5,2024-01-02,\(time),\(value),\"over\ntwo \"\"lines\"\"\",32641\n"
                expected.append(value)
            default:
                text += "\(line),\(row),7.5,2024-01-02,\(time),\(value),n\(row % 3),32641\n"
                expected.append(value)
            }
        }
        return (text, expected)
    }

    @Test(arguments: [false, true])
    func `threads and pieces change nothing`(quotes: Bool) throws {
        let (text, expected) = table(rows: 70_000, seed: quotes ? 5 : 6, quotes: quotes)
        let bytes = Array(text.utf8)
        let inTurn = try ReadingFile.read(bytes)
        #expect(inTurn.readings.count == expected.count)
        let values = try #require(inTurn.readings.channel("tmi")?.values)
        #expect(zip(values, expected).allSatisfy { $0.isNaN ? $1 == nil : $0 == $1 })
        #expect(inTurn.readings.crs == "EPSG:32641")
        #expect(inTurn.readings.times.allSatisfy { !$0.isNaN })
        #expect(inTurn.report.rowsRefused > 0)
        // Each refused row is the line that the report tells.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for refused in inTurn.report.refused { #expect(lines[refused.line - 1].contains(",abc,")) }

        let threaded = try ReadingFile.read(bytes, parallel: Threads.parallel)
        #expect(isSame(threaded.readings, inTurn.readings))
        #expect(threaded.report == inTurn.report)

        var place = 0
        var joined = 0
        var sum = 0.0
        var names: [String] = []
        let report = try ReadingFile.read(
            pieces: {
                let end = min(place + 300_000, bytes.count)
                defer { place = end }
                return Array(bytes[place..<end])
            }, parallel: Threads.parallel,
            deliver: { readings in
                joined += readings.count
                sum += readings.sum("tmi")
                names += readings.lines.map(\.name)
                #expect(readings.crs == "EPSG:32641")
            })
        #expect(joined == expected.count)
        #expect(abs(sum - inTurn.readings.sum("tmi")) < 1e-3)
        #expect(report == inTurn.report)
        #expect(Set(names) == Set(inTurn.readings.lines.map(\.name)))
    }

    /// Equality to which NaN is equal.
    private func isSame(_ one: Readings, _ other: Readings) -> Bool {
        one.positions == other.positions && one.times == other.times && one.lines == other.lines
            && one.labels == other.labels && one.channels.count == other.channels.count
            && zip(one.channels, other.channels).allSatisfy {
                $0.name == $1.name && $0.censored == $1.censored
                    && $0.values.map(\.bitPattern) == $1.values.map(\.bitPattern)
            }
    }

    @Test func `a CRS that changes in a later part is a contradiction with its line`() throws {
        let rows = (0..<60_000).map { "\($0).25,7000000.5,\($0 == 50_000 ? 32_642 : 32_641),5.125" }
        let text = "x,y,epsg,v\n" + rows.joined(separator: "\n")
        let error = #expect(throws: InstrumentError.self) {
            try ReadingFile.read(Array(text.utf8), parallel: Threads.parallel)
        }
        #expect(error?.code == .contradiction)
        #expect(error?.reason.contains("line 50002") == true)
    }

    @Test func `what stops the work from outside is passed on`() throws {
        struct Stopped: Error {}
        #expect(throws: Stopped.self) {
            try ReadingFile.read(Array("x,y,v\n1,2,3\n".utf8), parallel: { _, _ in throw Stopped() })
        }
        let error = #expect(throws: InstrumentError.self) {
            try InstrumentFile.read(
                Array("x,y,v\n1,2,3\n".utf8), name: "a.csv", parallel: { _, _ in throw Stopped() })
        }
        #expect(error?.code == .interrupted)
    }
}
