import KernelTypes
import Operations
import Survey
import TestBench

/// Readings with channels of one unit.
func readings(_ channels: [(String, [Double])], unit: String = "ppm", censored: [String: [Readings.Censored]] = [:])
    -> Readings
{
    let count = channels.first?.1.count ?? 0
    return Readings(
        crs: "EPSG:32641", positions: (0..<count).map { Point(x: Double($0), y: 0) },
        channels: channels.map { name, values in
            .init(name: name, unit: unit, values: values, censored: censored[name] ?? [])
        })
}

/// What a procedure makes of readings.
func made(
    _ procedure: any Procedure.Type, of readings: Readings, _ parameters: [String: ParameterValue] = [:]
) throws -> (readings: Readings, bench: MemoryBench) {
    let bench = MemoryBench()
    bench.put(readings: readings, as: "in")
    try bench.run(procedure, parameters)
    return (try bench.readings(given: "out"), bench)
}

/// Whether two lists agree to an absolute tolerance, NaN with NaN.
func agree(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.isNaN ? $1.isNaN : abs($0 - $1) <= tolerance }
}

func grid(columns: Int, rows: Int, cell: Double = 100) -> AnalysisGrid {
    AnalysisGrid(
        crs: "EPSG:32641", west: 200_000, north: 3_200_000, cellWidth: cell, cellHeight: cell, columns: columns,
        rows: rows)
}

/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
