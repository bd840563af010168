import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct HeadingTests {
    /// Lines of eleven readings through one place at some azimuths, with a field of 10 nT and an error by azimuth.
    private func cloverleaf(_ errors: [(azimuth: Double, error: Double)]) -> Readings {
        var positions: [Point] = []
        var values: [Double] = []
        var lines: [Readings.Line] = []
        for (index, entry) in errors.enumerated() {
            let radians = entry.azimuth * Double.pi / 180
            for step in -5...5 {
                let along = Double(step) * 20
                positions.append(
                    Point(x: 500_000 + along * Elementary.sin(radians), y: 3_000_000 + along * Elementary.cos(radians)))
                values.append(10 + entry.error)
            }
            lines.append(.init(name: "\(index)", kind: .line, readings: (index * 11)..<(index * 11 + 11)))
        }
        return Readings(
            crs: "EPSG:32641", positions: positions, lines: lines,
            channels: [.init(name: "mag", unit: "nT", values: values)])
    }

    private let errors = [(azimuth: 0.0, error: 3.0), (90, -1.5), (180, -3), (270, 1.5)]

    @Test func `a calibration over one place gives the table that takes its own error out`() throws {
        let bench = MemoryBench()
        bench.put(readings: cloverleaf(errors), as: "in")
        bench.put(readings: cloverleaf(errors), as: "calibration")
        try bench.run(Heading.self)
        let values = try #require(bench.readings(given: "out").channel("mag_heading")).values
        #expect(values.allSatisfy { abs($0 - 10) < 1e-12 })
    }

    @Test func `between azimuths the error is linear, around north too`() throws {
        let table = try #require(HeadingTable(errors))
        #expect(table.error(at: 45) == 0.75)
        #expect(table.error(at: 315) == 2.25)
        #expect(table.error(at: -90) == 1.5)
        #expect(table.error(at: 360) == 3)
        #expect(HeadingTable([(10, 1), (370, 2)]) == nil)
    }

    @Test func `without table and calibration the remedy names both`() throws {
        let bench = MemoryBench()
        bench.put(readings: cloverleaf(errors), as: "in")
        let error = #expect(throws: OperationError.self) { try bench.run(Heading.self) }
        #expect(error?.remedy.contains("set table") == true && error?.remedy.contains("calibration") == true)
    }
}
