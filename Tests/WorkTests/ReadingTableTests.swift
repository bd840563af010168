import Instruments
import Jobs
import Survey
import Testing

@testable import Work

@Suite struct ReadingTableTests {
    private let readings = Readings(
        crs: "EPSG:32641", positions: [Point(x: 400_000.1, y: 3_200_000), Point(x: 400_010.25, y: 3_200_001)],
        times: [1_717_578_000.123, 1_717_578_059.9999],
        lines: [.init(name: "10", kind: .line, readings: 0..<1), .init(name: "T10", kind: .tie, readings: 1..<2)],
        labels: ["sample": ["=A1", "b,\"c\""]],
        channels: [
            .init(name: "mag", unit: "nT", values: [47_000.123456789, -0.1]),
            .init(name: "Cu", unit: "ppm", values: [12, .nan], censored: [.init(reading: 1, limit: 5)]),
        ], facts: ["igrf": "IGRF-14 sha256:aa"])

    private func text() -> String {
        let table = ReadingTable(readings, isGeographic: false)
        return table.header + table.rows(0..<1) + table.rows(1..<2)
    }

    @Test func `a table has lines, words, times, places, CRS, field and channels with units`() {
        #expect(
            text().split(separator: "\r\n").map(String.init) == [
                "line,line_type,sample,datetime_utc,easting,northing,crs,igrf,mag (nT),Cu (ppm)",
                "10,line,'=A1,2024-06-05T09:00:00.123Z,400000.1,3200000.0,EPSG:32641,IGRF-14 sha256:aa,"
                    + "47000.123456789,12.0",
                "T10,tie,\"b,\"\"c\"\"\",2024-06-05T09:01:00Z,400010.25,3200001.0,EPSG:32641,IGRF-14 sha256:aa,-0.1,<5.0",
            ])
    }

    @Test func `our own reader reads it back, and the field's name is a fact again`() throws {
        guard case .readings(let read, _) = try InstrumentFile.read(Array(text().utf8), name: "readings.csv") else {
            Issue.record("it is no grid")
            return
        }
        let again = try ReadingIntake.withField(read, of: .init(name: "readings.csv", path: "readings.csv"))
        #expect(again.facts["igrf"] == "IGRF-14 sha256:aa" && again.labels["igrf"] == nil)
        #expect(again.crs == readings.crs && again.positions == readings.positions && again.lines == readings.lines)
        #expect(again.channel("mag") == readings.channel("mag"))
        #expect(again.channel("Cu")?.censored == readings.channel("Cu")?.censored)
        #expect(zip(again.times, readings.times).allSatisfy { abs($0 - $1) < 0.0011 })
    }

    @Test func `a table of residuals of two fields is refused`() {
        var mixed = readings
        mixed.labels["igrf"] = ["IGRF-13", "IGRF-14"]
        #expect(throws: JobFailure.self) {
            try ReadingIntake.withField(mixed, of: .init(name: "a.csv", path: "a.csv"))
        }
    }
}
