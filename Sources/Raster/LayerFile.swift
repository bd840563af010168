import FoundationEssentials
import Glibc
package import KernelTypes
package import Survey

/// A layer as Gossan keeps it: `NAME.f32` holds its cells as little-endian Float32, row by row, north first, NaN where
/// there is no data; `NAME.json` beside it says on which grid.
///
/// Rows are mapped, not copied, by any number of threads. The file must not shrink while it is open: layers are written
/// once and never changed.
package final class LayerFile: Sendable {
    package let path: String
    package let header: LayerHeader
    private let descriptor: Int32

    package var grid: AnalysisGrid { header.grid }

    /// Opens `NAME.f32`; an error where the JSON beside it is missing or the file is not as long as its grid needs.
    package init(reading path: String) throws(RasterError) {
        let header = try Self.header(of: path)
        // Before the first property is set: an initialiser that throws later runs `deinit`, which closes again.
        let descriptor = try Self.open(path, header)
        self.path = path
        self.header = header
        self.descriptor = descriptor
    }

    private static func open(_ path: String, _ header: LayerHeader) throws(RasterError) -> Int32 {
        let operation = "open layer \(path)"
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(operation) }
        do throws(RasterError) {
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else { throw .system(operation) }
            let needed = header.grid.cellCount * 4
            guard Int(status.st_size) == needed else {
                throw RasterError(
                    .corruptData, operation: operation,
                    messages: ["it has \(status.st_size) bytes and its grid needs \(needed)"],
                    remedy: "Remove the layer, so that it is made anew")
            }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    deinit { close(descriptor) }

    /// Some whole rows, mapped from the file; they stay mapped as long as the strip lives.
    package func strip(_ rows: Range<Int>) throws(RasterError) -> Strip {
        let grid = header.grid
        precondition(rows.lowerBound >= 0 && rows.upperBound <= grid.rows, "rows inside the grid")
        guard !rows.isEmpty else { return Strip(columns: grid.columns, rows: rows, rasterRows: grid.rows) }
        let page = Int(getpagesize())
        let start = rows.lowerBound * grid.columns * 4
        let lead = start % page
        let bytes = rows.count * grid.columns * 4 + lead
        // Read only: a stray write ends the process before it changes what the hash names.
        guard
            let memory = unsafe mmap(nil, bytes, PROT_READ, MAP_PRIVATE, descriptor, start - lead),
            unsafe memory != MAP_FAILED
        else { throw .system("map rows \(rows) of \(path)") }
        unsafe madvise(memory, bytes, MADV_SEQUENTIAL)
        let base = unsafe (memory + lead).assumingMemoryBound(to: Float.self)
        // An address: whoever lets go of the cells last unmaps them, once.
        nonisolated(unsafe) let mapped = unsafe memory
        let cells = unsafe Cells(base: base, count: rows.count * grid.columns) { unsafe munmap(mapped, bytes) }
        return Strip(cells: cells, columns: grid.columns, rows: rows, rasterRows: grid.rows)
    }

    /// All rows, mapped.
    package func whole() throws(RasterError) -> Strip { try strip(0..<header.grid.rows) }

    private struct EmptyGrid: Error {}

    /// What the JSON beside `NAME.f32` says.
    package static func header(of path: String) throws(RasterError) -> LayerHeader {
        let beside = InputFile.beside(path, extension: "json")
        let file = try MappedFile(reading: beside)
        do {
            let header = try JSONDecoder().decode(LayerHeader.self, from: Data(file.bytes(0..<file.count)))
            guard header.grid.columns > 0, header.grid.rows > 0 else { throw EmptyGrid() }
            return header
        } catch {
            throw RasterError(
                .corruptData, operation: "read \(beside)", messages: ["it does not describe a layer: \(error)"],
                remedy: "Remove the layer, so that it is made anew")
        }
    }
}
