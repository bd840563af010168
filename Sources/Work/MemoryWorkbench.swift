import FoundationEssentials
import Jobs
import KernelTypes
import Operations
import Projection
import Raster
import Survey

/// Where a benchmark's step is done: all in memory, so that no disk is measured.
///
/// Memory of rasters is taken again in the next round, so that the system's giving of pages is measured once.
final class MemoryWorkbench: Workbench {
    /// A thing that is missing or of another kind than asked for.
    struct Absent: Error {
        var name: String
    }

    let threads: Int
    let memoryBytes: Int
    private(set) var figures: [String: Double] = [:]
    private(set) var notes: [String] = []
    private let campaignGrid: AnalysisGrid
    private let inputs: [String: [(name: String, thing: BenchmarkThing)]]
    private let pool: CellPool
    private(set) var made: [String: BenchmarkThing] = [:]

    init(
        grid: AnalysisGrid, threads: Int, memoryBytes: Int,
        inputs: [String: [(name: String, thing: BenchmarkThing)]], pool: CellPool
    ) {
        campaignGrid = grid
        self.threads = threads
        self.memoryBytes = memoryBytes
        self.inputs = inputs
        self.pool = pool
    }

    func grid() throws -> AnalysisGrid { campaignGrid }

    func metresPerUnit(of crs: String) throws -> Double? {
        let system = try CoordinateSystem(crs)
        return system.isGeographic ? nil : system.linearUnitMetres
    }

    func project(_ points: [Point], from source: String, to target: String) throws -> [Point] {
        let target = target == "WGS84" ? "EPSG:4326" : target
        if source == target { return points }
        return zip(points, try Transformation(from: source, to: target, gridPaths: []).place(points)).map { $1 ?? $0 }
    }

    func has(_ input: String) -> Bool { !inputs[input, default: []].isEmpty }
    func names(of input: String) -> [String] { inputs[input, default: []].map(\.name) }

    func rasters(_ input: String) throws -> [any RasterSource] {
        try things(input) { if case .raster(let layer) = $0 { layer } else { nil } }
    }

    func features(_ input: String) throws -> [Feature] {
        try things(input) { thing -> [Feature]? in
            switch thing {
            case .features(let features): features
            case .document(let data): try JSON.decode([Feature].self, from: data)
            default: nil
            }
        }.flatMap(\.self)
    }

    func occurrences(_ input: String) throws -> [Occurrence] {
        try things(input) { thing -> [Occurrence]? in
            switch thing {
            case .occurrences(let found): found
            case .document(let data): try JSON.decode([Occurrence].self, from: data)
            default: nil
            }
        }.flatMap(\.self)
    }

    func readings(_ input: String) throws -> [Readings] {
        try things(input) { if case .readings(let readings) = $0 { readings } else { nil } }
    }

    func values<Value: Decodable>(_ input: String, as type: Value.Type) throws -> [Value] {
        try things(input) { thing -> Value? in
            switch thing {
            case .value(let value): value as? Value
            case .document(let data): try JSON.decode(type, from: data)
            default: nil
            }
        }
    }

    func bytes(_ input: String) throws -> [[UInt8]] {
        try things(input) { if case .document(let data) = $0 { Array(data) } else { nil } }
    }

    private func things<T>(_ input: String, _ pick: (BenchmarkThing) throws -> T?) throws -> [T] {
        try inputs[input, default: []].map { name, thing in
            guard let picked = try pick(thing) else { throw Absent(name: name) }
            return picked
        }
    }
}

extension MemoryWorkbench {
    func raster(_ output: String, on grid: AnalysisGrid, unit: String) throws -> any RasterSink {
        let layer = MemoryLayer(name: output, unit: unit, grid: grid, cells: pool.take(grid.cellCount))
        made[output] = .raster(layer)
        return layer
    }

    func scratch(on grid: AnalysisGrid) throws -> any ScratchRaster {
        MemoryLayer(name: "scratch", grid: grid, cells: pool.take(grid.cellCount))
    }

    func give(features: [Feature], crs: String, to output: String) throws { made[output] = .features(features) }
    func give(occurrences: [Occurrence], to output: String) throws { made[output] = .occurrences(occurrences) }
    func give(readings: Readings, to output: String) throws { made[output] = .readings(readings) }
    func give(table: Table, to output: String) throws { made[output] = .table(table) }
    func give(value: any Encodable & Sendable, to output: String) throws { made[output] = .value(value) }
    func give(text: String, ending: String, to output: String) throws { made[output] = .text(text) }

    func note(_ text: String) { notes.append(text) }
    func record(_ name: String, _ value: Double) { figures[name] = value }
    func progress(_ stage: String, _ done: Double) {}

    func inParallel(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
        try StripWork.inParallel(Array(0..<count), threads: threads, body)
    }
}
