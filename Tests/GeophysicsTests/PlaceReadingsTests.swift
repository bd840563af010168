import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct PlaceReadingsTests {
    private let nowhere = Point(x: .nan, y: .nan)

    private func instrument(stations: [String]? = nil, times: [Double] = [], count: Int) -> Readings {
        Readings(
            crs: nil, positions: .init(repeating: nowhere, count: count), times: times,
            labels: stations.map { ["station": $0] } ?? [:],
            channels: [.init(name: "gravity", unit: "mGal", values: .init(repeating: 1, count: count))])
    }

    private func receiver(
        _ points: [Point], heights: [Double], stations: [String]? = nil, times: [Double] = []
    ) -> Readings {
        Readings(
            crs: "EPSG:32735", positions: points, times: times, labels: stations.map { ["Station": $0] } ?? [:],
            channels: [.init(name: "Elevation", unit: "", values: heights)])
    }

    private func placed(
        _ readings: Readings, _ receivers: [Readings], _ settings: [String: ParameterValue] = [:]
    ) throws -> Readings {
        let bench = MemoryBench()
        bench.put(readings: readings, as: "in")
        for receiver in receivers { bench.put(readings: receiver, as: "positions") }
        try bench.run(PlaceReadings.self, settings)
        return try bench.readings(given: "out")
    }

    @Test func `stations have the mean of their points, however their numbers are written`() throws {
        let gps = receiver(
            [Point(x: 10, y: 1), Point(x: 20, y: 2), Point(x: 30, y: 6)], heights: [100, 200, 300],
            stations: ["base", "1", "001"])
        let out = try placed(
            instrument(stations: ["88888.000", "1.000", "2.000"], count: 3), [gps], ["aliases": .map(["88888": "base"])]
        )
        #expect(out.crs == "EPSG:32735")
        #expect(out.positions[0] == Point(x: 10, y: 1) && out.positions[1] == Point(x: 25, y: 4))
        #expect(out.positions[2].x.isNaN)
        #expect(out.channel("elevation")?.values[1] == 250)
        #expect(out.channel("elevation")?.unit == "m")
    }

    @Test func `the height that an instrument wrote gives way to the receiver's`() throws {
        let gps = receiver([Point(x: 10, y: 1)], heights: [1250], stations: ["1"])
        var readings = instrument(stations: ["1"], count: 1)
        readings.channels.append(.init(name: "height", unit: "m", values: [0]))
        let out = try placed(readings, [gps])
        #expect(out.channel("height")?.values == [1250] && out.channel("elevation") == nil)
    }

    @Test func `between two fixes a place is linear in time, and beyond a gap there is none`() throws {
        let gps = receiver(
            [Point(x: 0, y: 0), Point(x: 40, y: 80), Point(x: 100, y: 100)], heights: [10, 14, 20],
            times: [1000, 1040, 1200])
        let out = try placed(instrument(times: [1010, 1040, 1100, 999, 1201], count: 5), [gps])
        #expect(out.positions[0] == Point(x: 10, y: 20) && out.positions[1] == Point(x: 40, y: 80))
        #expect(out.positions[2...].allSatisfy { $0.x.isNaN })
        #expect(out.channel("elevation")?.values[0] == 11)
        let bridged = try placed(instrument(times: [1120], count: 1), [gps], ["max_gap": 200])
        #expect(bridged.positions == [Point(x: 70, y: 90)])
        let shifted = try placed(instrument(times: [1000], count: 1), [gps], ["clock_offset": 20])
        #expect(shifted.positions == [Point(x: 20, y: 40)])
    }

    @Test func `two tracks of a day are one, whatever their order`() throws {
        let morning = receiver([Point(x: 0, y: 0), Point(x: 10, y: 0)], heights: [0, 0], times: [0, 10])
        let noon = receiver([Point(x: 20, y: 0), Point(x: 40, y: 0)], heights: [0, 0], times: [20, 40])
        for tracks in [[morning, noon], [noon, morning]] {
            let out = try placed(instrument(times: [5, 15, 30], count: 3), tracks)
            #expect(out.positions.map(\.x) == [5, 15, 30])
        }
    }

    @Test func `files that have nothing in common are refused with what to check`() throws {
        let gps = receiver([Point(x: 0, y: 0)], heights: [0], stations: ["A"], times: [0])
        for readings in [instrument(stations: ["B"], count: 1), instrument(times: [1e9], count: 1)] {
            let error = #expect(throws: OperationError.self) { try placed(readings, [gps]) }
            #expect(error?.code == .unfitInput)
        }
        var other = gps
        other.crs = "EPSG:4326"
        #expect(throws: OperationError.self) { try placed(instrument(stations: ["A"], count: 1), [gps, other]) }
    }
}
