import CFFTW
import Synchronization

/// A grid of real cells that becomes the half of its spectrum, in the same memory: rows first, then columns.
///
/// Single precision. Rows and blocks of columns may be transformed on any thread: each is one transform of its own, so
/// that the result does not depend on the number of threads. FFTW chooses its code by the processor, without measuring.
// @unchecked: the memory lives as long as the object; a row, or a block of columns, is worked on by one thread at a time.
@safe package final class FourierGrid: @unchecked Sendable {
    package let columns: Int
    package let rows: Int
    /// Frequencies 0 ... columns / 2 of a row.
    package let frequencies: Int
    /// Complex numbers from one row to the next; a multiple of a cache line.
    private let stride: Int
    private let base: UnsafeMutablePointer<SIMD2<Float>>
    private let plans: FourierPlans

    /// Columns that are transformed together: one cache line of complex numbers.
    package static let block = 8

    /// Memory for the cells, not initialised; an error where FFTW can make no plan for this size.
    package init(columns: Int, rows: Int) throws(FourierError) {
        precondition(columns > 1 && rows > 1, "a grid has rows and columns")
        self.columns = columns
        self.rows = rows
        frequencies = columns / 2 + 1
        stride = Self.stride(columns)
        plans = try FourierPlans(columns: columns, rows: rows)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 8 * stride * rows, alignment: 64)
        unsafe base = unsafe memory.bindMemory(to: SIMD2<Float>.self, capacity: stride * rows)
    }

    deinit { unsafe base.deallocate() }

    private static func stride(_ columns: Int) -> Int { (columns / 2 + 1 + 7) / 8 * 8 }

    /// Bytes that a grid takes.
    package static func bytes(columns: Int, rows: Int) -> Int { 8 * stride(columns) * rows }

    /// The smallest even product of 2, 3, 5 and 7 that is not below a count: a size that is fast to transform.
    package static func fastSize(atLeast count: Int) -> Int {
        var size = max(2, count + count % 2)
        while true {
            var rest = size
            for prime in [2, 3, 5, 7] { while rest % prime == 0 { rest /= prime } }
            if rest == 1 { return size }
            size += 2
        }
    }

    /// The real cells of a row.
    package func withCells<R>(ofRow row: Int, _ body: (inout MutableSpan<Float>) throws -> R) rethrows -> R {
        let cells = unsafe UnsafeMutableBufferPointer(start: cells(row), count: columns)
        var span = unsafe cells.mutableSpan
        return try body(&span)
    }

    /// From a row's cells to its frequencies.
    package func forward(row: Int) { unsafe plans.forward(cells(row), base + row * stride) }

    /// From a row's frequencies to its cells, times `columns`.
    package func backward(row: Int) { unsafe plans.backward(base + row * stride, cells(row)) }

    /// For 8 frequencies of all rows: down the columns to the spectrum, `change` each column, and back up, times `rows`.
    ///
    /// `change` is given a frequency and the spectrum along its column, where row n is frequency n or n - `rows`. The
    /// result goes to the other grid of the same size, which may be this one.
    package func filter(
        block: Int, into other: FourierGrid,
        _ change: (_ frequency: Int, _ column: inout MutableSpan<SIMD2<Float>>) -> Void
    ) {
        work(block: block, into: other, change)
    }

    /// The same without the way back: only looks at the spectrum.
    package func look(
        block: Int, _ look: (_ frequency: Int, _ column: Span<SIMD2<Float>>) -> Void
    ) {
        work(block: block, into: nil) { frequency, column in look(frequency, column.span) }
    }

    /// Blocks of columns.
    package var blocks: Int { (frequencies + Self.block - 1) / Self.block }

    private func cells(_ row: Int) -> UnsafeMutablePointer<Float> {
        unsafe UnsafeMutableRawPointer(base + row * stride).assumingMemoryBound(to: Float.self)
    }

    private func work(
        block: Int, into other: FourierGrid?, _ change: (Int, inout MutableSpan<SIMD2<Float>>) -> Void
    ) {
        let first = block * Self.block
        let count = min(Self.block, frequencies - first)
        let length = (rows + 7) / 8 * 8
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 8 * length * count, alignment: 64)
        defer { unsafe memory.deallocate() }
        let columns = unsafe memory.bindMemory(to: SIMD2<Float>.self, capacity: length * count)
        for row in 0..<rows {
            let source = unsafe base + (row * stride + first)
            for column in 0..<count { unsafe columns[column * length + row] = unsafe source[column] }
        }
        for column in 0..<count {
            let start = unsafe columns + column * length
            unsafe plans.down(start)
            let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: rows)
            var span = unsafe buffer.mutableSpan
            change(first + column, &span)
            if other != nil { unsafe plans.up(start) }
        }
        guard let other else { return }
        precondition(other.columns == self.columns && other.rows == rows, "both grids have one size")
        for row in 0..<rows {
            let target = unsafe other.base + (row * stride + first)
            for column in 0..<count { unsafe target[column] = unsafe columns[column * length + row] }
        }
    }
}
