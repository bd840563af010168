import KernelTypes
import Operations
import Raster
import Survey
import Synchronization

/// A layer between two passes: a file in the job's directory that is removed at its end.
final class ScratchLayer: ScratchRaster {
    private let writer: LayerWriter
    private let file = Mutex<LayerFile?>(nil)

    init(at path: String, on grid: AnalysisGrid) throws {
        writer = try LayerWriter(creating: path, grid: grid)
    }

    var name: String { "scratch" }
    var unit: String { "" }
    var grid: AnalysisGrid { writer.grid }

    func write(_ strip: Strip) throws { try writer.write(strip) }

    func finish() throws {
        try writer.finish()
        let read = try LayerFile(reading: writer.path)
        file.withLock { $0 = read }
    }

    func strip(_ rows: Range<Int>) throws -> Strip {
        guard let file = file.withLock({ $0 }) else { preconditionFailure("a scratch raster is read after finish()") }
        return try file.strip(rows)
    }
}
