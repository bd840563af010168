/// A run of cells in memory: allocated, mapped from a file, or part of another run.
///
/// Layers cross between rooms as `Cells`, so that a kernel reads a mapped file without a copy.
// @unchecked: the memory lives as long as the object, and a run is written by the one task that made it before any
// other task sees it; after that it is only read.
@safe package final class Cells: @unchecked Sendable {
    package let count: Int
    package let base: UnsafeMutablePointer<Float>
    private let release: @Sendable () -> Void

    /// Memory for `count` cells, not initialised, aligned to a cache line.
    package init(count: Int) {
        precondition(count >= 0, "a count is not negative")
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
        self.count = count
        unsafe self.base = unsafe memory.bindMemory(to: Float.self, capacity: max(count, 1))
        // Freed once, by deinit, when nobody can reach the memory any more.
        nonisolated(unsafe) let owned = unsafe memory
        self.release = { unsafe owned.deallocate() }
    }

    /// Cells that somebody else owns until `release` is called.
    package init(base: UnsafeMutablePointer<Float>, count: Int, release: @escaping @Sendable () -> Void) {
        self.count = count
        unsafe self.base = unsafe base
        self.release = release
    }

    package convenience init(_ values: [Float]) {
        self.init(count: values.count)
        for (index, value) in values.enumerated() { unsafe base[index] = value }
    }

    deinit { release() }

    package subscript(index: Int) -> Float {
        get {
            precondition(index >= 0 && index < count, "a cell outside its run")
            return unsafe base[index]
        }
        set {
            precondition(index >= 0 && index < count, "a cell outside its run")
            unsafe base[index] = newValue
        }
    }

    /// Some of these cells, without a copy.
    package func part(_ range: Range<Int>) -> Cells {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a part lies inside its run")
        return unsafe Cells(base: base + range.lowerBound, count: range.count) { [self] in
            withExtendedLifetime(self) {}
        }
    }

    /// A copy as an array, for tests and small tables.
    package var values: [Float] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    package func withSpan<R, E: Error>(_ body: (Span<Float>) throws(E) -> R) throws(E) -> R {
        let buffer = unsafe UnsafeBufferPointer(start: base, count: count)
        return try body(unsafe buffer.span)
    }

    package func withMutableSpan<R, E: Error>(_ body: (inout MutableSpan<Float>) throws(E) -> R) throws(E) -> R {
        let buffer = unsafe UnsafeMutableBufferPointer(start: base, count: count)
        var span = unsafe buffer.mutableSpan
        return try body(&span)
    }
}
