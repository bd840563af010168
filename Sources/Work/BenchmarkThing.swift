import FoundationEssentials
import Jobs
import KernelTypes
import Operations
import Survey

/// One thing of a benchmark's scene.
enum BenchmarkThing {
    case raster(MemoryLayer)
    case features([Feature])
    case occurrences([Occurrence])
    case readings(Readings)
    case value(any Encodable & Sendable)
    /// JSON that is decoded as what a procedure asks for.
    case document(Data)
    case table(Table)
    case text(String)
    /// A dropped file, read by a step.
    case file(String)

    /// Reads what the ending of a path says.
    init(reading path: String, on grid: AnalysisGrid, named name: String) throws {
        let url = URL(fileURLWithPath: path)
        switch path.split(separator: ".").last {
        case "f32": self = .raster(MemoryLayer(name: name, grid: grid, cells: try Self.cells(path, grid.cellCount)))
        case "readings": self = .readings(try ReadingsFile.read(path))
        case "json": self = .document(try Data(contentsOf: url))
        default: self = .file(path)
        }
    }

    private static func cells(_ path: String, _ count: Int) throws -> Cells {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        guard bytes.count == count * 4 else {
            throw JobFailure(
                code: .badData, file: path, reason: "it has \(bytes.count) bytes and not \(count * 4)",
                remedy: "write the grid's cells as Float32, row by row")
        }
        let cells = Cells(count: count)
        bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            UnsafeMutableRawPointer(cells.base).copyMemory(from: base, byteCount: source.count)
        }
        return cells
    }

    /// Bytes that have to pass to read or write all of it; 0 for what is small.
    var bytes: Int {
        switch self {
        case .raster(let layer): layer.cells.count * 4
        case .readings(let readings):
            readings.count * 8 * (2 + (readings.times.isEmpty ? 0 : 1) + readings.channels.count)
        default: 0
        }
    }

    func write(to path: String) throws {
        let url = URL(fileURLWithPath: path)
        switch self {
        case .raster(let layer): try Data(bytes: layer.cells.base, count: layer.cells.count * 4).write(to: url)
        case .readings(let readings): try ReadingsFile.write(readings, to: path)
        case .occurrences(let found): try OccurrenceFile.write(found, to: path)
        case .value(let value): try JSON.encode(value).write(to: url)
        case .table(let table): try Data(table.csv.utf8).write(to: url)
        case .text(let text): try Data(text.utf8).write(to: url)
        case .document(let data): try data.write(to: url)
        case .features(let features): try JSON.encode(features).write(to: url)
        case .file: break
        }
    }
}
