package import KernelTypes
package import Operations
package import Survey

/// A bench that keeps all in memory: what a test gives goes in, and what a procedure gave can be read.
package final class MemoryBench: Workbench {
    private enum Thing {
        case raster(MemoryRaster)
        case features([Feature])
        case occurrences([Occurrence])
        case readings(Readings)
        case value(any Sendable)
        case bytes([UInt8])
    }

    /// There is no such input or output, or it is of another kind.
    package struct Absent: Error {
        package var name: String
    }

    package var threads = 2
    package var memoryBytes = 1 << 30
    /// Metres a unit by CRS; others count as metres.
    package var units: [String: Double?] = ["EPSG:4326": nil]
    /// What `project` does; the identity where nothing is set.
    package var projection: ([Point], String, String) throws -> [Point] = { points, _, _ in points }

    package private(set) var notes: [String] = []
    package private(set) var figures: [String: Double] = [:]
    private let campaignGrid: AnalysisGrid?
    private var given: [String: [(name: String, thing: Thing)]] = [:]
    private var made: [String: Thing] = [:]
    private var tables: [String: Table] = [:]
    private var texts: [String: String] = [:]

    package init(grid: AnalysisGrid? = nil) {
        campaignGrid = grid
    }

    /// Runs a procedure with its parameters resolved as the worker does it.
    package func run<P: Procedure>(_ procedure: P.Type, _ parameters: [String: ParameterValue] = [:]) throws {
        try P.declaration.checkInputs(given.mapValues(\.count))
        let settings = Settings(try P.declaration.resolve(parameters), of: P.declaration)
        try P(settings).run(at: self)
    }
}

/// What a test gives.
extension MemoryBench {
    package func put(_ strip: Strip, on grid: AnalysisGrid, as input: String, named name: String? = nil) {
        let raster = MemoryRaster(name: name ?? input, grid: grid, unit: "", cells: strip.cells)
        given[input, default: []].append((name ?? input, .raster(raster)))
    }

    package func put(features: [Feature], as input: String) {
        given[input, default: []].append((input, .features(features)))
    }

    package func put(occurrences: [Occurrence], as input: String) {
        given[input, default: []].append((input, .occurrences(occurrences)))
    }

    package func put(readings: Readings, as input: String, named name: String? = nil) {
        given[input, default: []].append((name ?? input, .readings(readings)))
    }

    package func put(value: any Sendable, as input: String) {
        given[input, default: []].append((input, .value(value)))
    }

    package func put(bytes: [UInt8], as input: String) {
        given[input, default: []].append((input, .bytes(bytes)))
    }
}

/// What a procedure gave.
extension MemoryBench {
    package func strip(_ output: String) throws -> Strip {
        guard case .raster(let raster)? = made[output] else { throw Absent(name: output) }
        return try raster.whole()
    }

    package func features(given output: String) throws -> [Feature] {
        guard case .features(let features)? = made[output] else { throw Absent(name: output) }
        return features
    }

    package func occurrences(given output: String) throws -> [Occurrence] {
        guard case .occurrences(let occurrences)? = made[output] else { throw Absent(name: output) }
        return occurrences
    }

    package func readings(given output: String) throws -> Readings {
        guard case .readings(let readings)? = made[output] else { throw Absent(name: output) }
        return readings
    }

    package func value<Value>(given output: String, as type: Value.Type) throws -> Value {
        guard case .value(let value)? = made[output], let value = value as? Value else { throw Absent(name: output) }
        return value
    }

    package func table(given output: String) throws -> Table {
        guard let table = tables[output] else { throw Absent(name: output) }
        return table
    }

    package func text(given output: String) throws -> String {
        guard let text = texts[output] else { throw Absent(name: output) }
        return text
    }
}

extension MemoryBench {
    package func grid() throws -> AnalysisGrid {
        if let campaignGrid { return campaignGrid }
        for (_, things) in given.sorted(by: { $0.key < $1.key }) {
            for case .raster(let raster) in things.map(\.thing) { return raster.grid }
        }
        throw Absent(name: "grid")
    }

    package func metresPerUnit(of crs: String) throws -> Double? { units[crs] ?? 1 }

    package func project(_ points: [Point], from source: String, to target: String) throws -> [Point] {
        try projection(points, source, target)
    }

    package func has(_ input: String) -> Bool { given[input] != nil }
    package func names(of input: String) -> [String] { given[input, default: []].map(\.name) }

    package func rasters(_ input: String) throws -> [any RasterSource] {
        try things(input) { if case .raster(let raster) = $0 { raster } else { nil } }
    }

    package func features(_ input: String) throws -> [Feature] {
        try things(input) { thing -> [Feature]? in
            switch thing {
            case .features(let features): features
            case .occurrences(let found): found.map { Feature(geometry: .points([$0.location])) }
            default: nil
            }
        }.flatMap { $0 }
    }

    /// Lines and outlines by steps of a tenth of a cell.
    package func cells(_ input: String) throws -> [any RasterSource] {
        let grid = try grid()
        return try given[input, default: []].map { name, thing in
            if case .raster(let raster) = thing { return raster }
            let features: [Feature]
            switch thing {
            case .features(let given): features = given
            case .occurrences(let found): features = found.map { Feature(geometry: .points([$0.location])) }
            default: throw Absent(name: input)
            }
            let cells = Cells(Array(repeating: 0, count: grid.cellCount))
            for point in features.flatMap({ Self.places(of: $0.geometry, apart: grid.cellWidth / 10) }) {
                if let cell = grid.cell(at: point) { cells[cell.row * grid.columns + cell.column] = 1 }
            }
            return MemoryRaster(name: name, grid: grid, unit: "", cells: cells)
        }
    }

    private static func places(of geometry: Geometry, apart step: Double) -> [Point] {
        switch geometry {
        case .points(let points): return points
        case .lines(let lines): return lines.flatMap { places(along: $0, apart: step) }
        case .polygons(let polygons): return polygons.flatMap { $0 }.flatMap { places(along: $0, apart: step) }
        }
    }

    private static func places(along line: [Point], apart step: Double) -> [Point] {
        zip(line, line.dropFirst()).flatMap { from, to in
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let count = max(1, Int((dx * dx + dy * dy).squareRoot() / step))
            return (0...count).map { index in
                let share = Double(index) / Double(count)
                return Point(x: from.x + share * dx, y: from.y + share * dy)
            }
        }
    }

    package func occurrences(_ input: String) throws -> [Occurrence] {
        try things(input) { if case .occurrences(let found) = $0 { found } else { nil } }.flatMap { $0 }
    }

    package func readings(_ input: String) throws -> [Readings] {
        try things(input) { if case .readings(let readings) = $0 { readings } else { nil } }
    }

    package func values<Value: Decodable>(_ input: String, as type: Value.Type) throws -> [Value] {
        try things(input) { if case .value(let value) = $0 { value as? Value } else { nil } }
    }

    package func bytes(_ input: String) throws -> [[UInt8]] {
        try things(input) { if case .bytes(let bytes) = $0 { bytes } else { nil } }
    }

    private func things<T>(_ input: String, _ pick: (Thing) -> T?) throws -> [T] {
        try given[input, default: []].map { _, thing in
            guard let picked = pick(thing) else { throw Absent(name: input) }
            return picked
        }
    }
}

extension MemoryBench {
    package func raster(_ output: String, on grid: AnalysisGrid, unit: String) throws -> any RasterSink {
        let raster = MemoryRaster(name: output, grid: grid, unit: unit, cells: Cells(count: grid.cellCount))
        made[output] = .raster(raster)
        return raster
    }

    package func scratch(on grid: AnalysisGrid) throws -> any ScratchRaster {
        MemoryRaster(name: "scratch", grid: grid, unit: "", cells: Cells(count: grid.cellCount))
    }

    package func give(features: [Feature], crs: String, to output: String) throws { made[output] = .features(features) }
    package func give(occurrences: [Occurrence], to output: String) throws { made[output] = .occurrences(occurrences) }
    package func give(readings: Readings, to output: String) throws { made[output] = .readings(readings) }
    package func give(table: Table, to output: String) throws { tables[output] = table }
    package func give(value: any Encodable & Sendable, to output: String) throws { made[output] = .value(value) }
    package func give(text: String, ending: String, to output: String) throws { texts[output] = text }

    package func note(_ text: String) { notes.append(text) }
    package func record(_ name: String, _ value: Double) { figures[name] = value }
    package func progress(_ stage: String, _ done: Double) {}
}
