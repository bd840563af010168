import KernelTypes
import Operations
import Raster
import Survey

/// A layer's file as procedures read it.
struct LayerSource: RasterSource {
    let name: String
    let file: LayerFile

    var unit: String { file.header.unit }
    var grid: AnalysisGrid { file.grid }

    func strip(_ rows: Range<Int>) throws -> Strip { try file.strip(rows) }
}

/// A layer's file as procedures write it.
struct LayerSink: RasterSink {
    let writer: LayerWriter

    var grid: AnalysisGrid { writer.grid }

    func write(_ strip: Strip) throws { try writer.write(strip) }
}
