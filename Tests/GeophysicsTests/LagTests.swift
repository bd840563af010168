import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct LagTests {
    /// Two lines in opposite directions over one field, sampled every 5 m or 0.5 s, with values that come late.
    private func readings(late metres: Double) -> (Readings, field: [Double]) {
        func field(_ x: Double) -> Double { 47_000 + 3 * x }
        var (positions, times, values, truth): ([Point], [Double], [Double], [Double]) = ([], [], [], [])
        for (line, direction) in [(0.0, 1.0), (1, -1)] {
            for step in 0..<40 {
                let along = Double(step) * 5
                let x = direction > 0 ? along : 195 - along
                positions.append(Point(x: 500_000 + x, y: 3_000_000 + line * 50))
                times.append(line * 1000 + Double(step) * 0.5)
                truth.append(field(x))
                values.append(field(x - direction * metres))
            }
        }
        let lines = [
            Readings.Line(name: "1", kind: .line, readings: 0..<40), .init(name: "2", kind: .line, readings: 40..<80),
        ]
        return (
            Readings(
                crs: "EPSG:32641", positions: positions, times: times, lines: lines,
                channels: [.init(name: "mag", unit: "nT", values: values)]), truth
        )
    }

    @Test(arguments: [("distance", 12.5), ("time", 1.25), ("readings", 2.5)])
    func `a lag is the same by distance, time or readings, and ends with its line`(by: String, lag: Double) throws {
        let (readings, field) = readings(late: 12.5)
        let bench = MemoryBench()
        bench.put(readings: readings, as: "in")
        try bench.run(Lag.self, ["by": .text(by), "lag": .number(lag)])
        let values = try #require(bench.readings(given: "out").channel("mag_lagged")).values
        for index in field.indices {
            if index % 40 < 37 {
                #expect(abs(values[index] - field[index]) < 1e-9)
            } else {
                #expect(values[index].isNaN)
            }
        }
    }

    @Test func `no lag changes nothing`() throws {
        let (readings, _) = readings(late: 3)
        let bench = MemoryBench()
        bench.put(readings: readings, as: "in")
        try bench.run(Lag.self, ["lag": 0])
        #expect(try bench.readings(given: "out").channel("mag_lagged")?.values == readings.channels[0].values)
    }
}
