import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct DespikeTests {
    private func readings(_ values: [Double], lines: [Range<Int>] = []) -> Readings {
        Readings(
            crs: "EPSG:32641", positions: values.indices.map { Point(x: Double($0) * 5, y: 1000) },
            lines: lines.enumerated().map { .init(name: "L\($0)", kind: .line, readings: $1) },
            channels: [.init(name: "mag", unit: "nT", values: values)])
    }

    private func despiked(_ values: [Double], _ parameters: [String: ParameterValue]) throws -> [Double] {
        let bench = MemoryBench()
        bench.put(readings: readings(values), as: "in")
        try bench.run(Despike.self, parameters)
        return try #require(bench.readings(given: "out").channel("mag_despiked")).values
    }

    private let smooth = (0..<120).map { 47_000 + 30 * Elementary.sin(Double($0) / 15) }

    @Test(arguments: ["running-median", "fourth-difference"])
    func `lone spikes go and all else stays`(method: String) throws {
        var values = smooth
        for (index, height) in [(20, 400.0), (60, -90), (61, 250), (100, 55)] { values[index] += height }
        let cleaned = try despiked(values, ["method": .text(method), "threshold": 20])
        for index in smooth.indices {
            if [20, 60, 61, 100].contains(index) {
                // Linear between neighbours two or three readings apart misses the sine's bow by less than 0.2 nT.
                #expect(abs(cleaned[index] - smooth[index]) < 0.2)
            } else {
                #expect(cleaned[index] == values[index])
            }
        }
    }

    @Test func `a spike may become nothing`() throws {
        var values = smooth
        values[50] += 300
        let cleaned = try despiked(values, ["threshold": 20, "replace": "nothing"])
        #expect(cleaned[50].isNaN && cleaned.count { $0.isNaN } == 1)
    }

    @Test func `a line's end is no spike because the next line is elsewhere`() throws {
        let values = Array(smooth.prefix(40)) + smooth.prefix(40).map { $0 + 500 }
        let bench = MemoryBench()
        bench.put(readings: readings(values, lines: [0..<40, 40..<80]), as: "in")
        try bench.run(Despike.self, ["threshold": 20])
        #expect(bench.figures["spikes"] == 0)
        #expect(try bench.readings(given: "out").channel("mag_despiked")?.values == values)
    }

    @Test func `gaps are neither filled nor taken for spikes`() throws {
        var values = smooth
        for index in 30..<36 { values[index] = .nan }
        values[36] += 200
        let cleaned = try despiked(values, ["threshold": 20])
        #expect(cleaned[30..<36].allSatisfy { $0.isNaN })
        #expect(abs(cleaned[36] - smooth[36]) < 6)
    }

    @Test func `readings that mostly repeat are not all spikes`() throws {
        var values = (0..<200).map { 47_000 + Double($0 / 9) * 0.1 }
        values[77] += 30
        let cleaned = try despiked(values, [:])
        #expect(values.indices.filter { cleaned[$0] != values[$0] } == [77])
    }

    @Test func `an even window is refused`() throws {
        #expect(throws: OperationError.self) { try despiked(smooth, ["window": 6]) }
    }
}
