import FoundationEssentials
import Glibc
package import KernelTypes
package import Survey
import Synchronization

/// Writes a layer's cells, in any order and from several threads, then its JSON.
///
/// Every row is written before `finish`. A writer that is dropped before it leaves no file.
package final class LayerWriter: Sendable {
    /// Of `NAME.f32`.
    package let path: String
    package let header: LayerHeader
    private let descriptor: Int32
    private let state: Mutex<State>

    private struct State {
        var written: [Bool]
        var isFinished = false
    }

    package var grid: AnalysisGrid { header.grid }

    /// Creates `NAME.f32`, or empties the one that is there.
    package convenience init(creating path: String, grid: AnalysisGrid) throws(RasterError) {
        try self.init(creating: path, header: LayerHeader(grid: grid))
    }

    /// Creates `NAME.f32`, or empties the one that is there.
    package init(creating path: String, header: LayerHeader) throws(RasterError) {
        // Before the first property is set: an initialiser that throws later runs `deinit`, which removes the file.
        let descriptor = try Self.create(path, bytes: header.grid.cellCount * 4)
        self.path = path
        self.header = header
        self.descriptor = descriptor
        state = Mutex(State(written: Array(repeating: false, count: header.grid.rows)))
    }

    private static func create(_ path: String, bytes: Int) throws(RasterError) -> Int32 {
        let operation = "create layer \(path)"
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = unsafe open(path, flags, 0o644)
        guard descriptor >= 0 else { throw .system(operation) }
        do throws(RasterError) {
            guard try DurableFile.isRegular(descriptor, operation) else {
                throw RasterError(
                    .illegalArgument, operation: operation, messages: ["not a regular file"],
                    remedy: "Name a file in a folder of layers")
            }
            guard ftruncate(descriptor, 0) == 0, ftruncate(descriptor, bytes) == 0 else { throw .system(operation) }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    deinit {
        close(descriptor)
        if !state.withLock(\.isFinished) { unsafe unlink(path) }
    }

    /// Writes some rows; NaN of whatever bits is written as the one NaN 0x7FC00000, so that equal layers have equal
    /// bytes.
    package func write(_ strip: Strip) throws(RasterError) {
        let grid = header.grid
        precondition(strip.columns == grid.columns && strip.rasterRows == grid.rows, "a strip of this layer's grid")
        let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: 1 << 16)
        defer { unsafe buffer.deallocate() }
        let start = strip.rows.lowerBound * grid.columns
        var done = 0
        while done < strip.cells.count {
            let count = min(buffer.count, strip.cells.count - done)
            for index in 0..<count {
                let value = unsafe strip.cells.base[done + index]
                unsafe buffer[index] = value.isNaN ? Float(bitPattern: 0x7FC0_0000) : value
            }
            let bytes = unsafe UnsafeRawBufferPointer(start: buffer.baseAddress, count: count * 4)
            unsafe try DurableFile.put(bytes, descriptor, at: (start + done) * 4, path)
            done += count
        }
        state.withLock { state in
            for row in strip.rows { state.written[row] = true }
        }
    }

    /// Makes the cells durable and writes the JSON; all rows must have been written.
    package func finish() throws(RasterError) {
        precondition(state.withLock { $0.written.allSatisfy { $0 } }, "every row of \(path) is written before its end")
        guard fsync(descriptor) == 0 else { throw .system("fsync \(path)") }
        try Self.write(header, beside: path)
        state.withLock { $0.isFinished = true }
    }

    private static func write(_ header: LayerHeader, beside path: String) throws(RasterError) {
        let beside = InputFile.beside(path, extension: "json")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let text: [UInt8]
        do {
            text = Array(try encoder.encode(header)) + [10]
        } catch {
            throw RasterError(.illegalArgument, operation: "write \(beside)", messages: ["\(error)"])
        }
        try DurableFile.write(text, to: beside)
    }
}
