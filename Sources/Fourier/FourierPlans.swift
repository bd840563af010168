import CFFTW
import Synchronization

/// FFTW's plans for the rows and the columns of a grid.
// @unchecked: FFTW's manual: "the only thread-safe routine in FFTW is fftw_execute (and the new-array variants)"; all
// others are called under one lock.
@safe final class FourierPlans: @unchecked Sendable {
    private let rowForward: fftwf_plan
    private let rowBackward: fftwf_plan
    private let columnDown: fftwf_plan
    private let columnUp: fftwf_plan

    private static let planner = Mutex(())
    /// FFTW_ESTIMATE, a macro that does not import: plans without measuring, so that they are the same in each run.
    private static let estimate: UInt32 = 1 << 6

    init(columns: Int, rows: Int) throws(FourierError) {
        let refused = FourierError(
            reason: "FFTW makes no plan for \(columns) columns and \(rows) rows", remedy: "use another grid size")
        guard columns <= Int(Int32.max), rows <= Int(Int32.max) else { throw refused }
        let bytes = 8 * max(columns / 2 + 1, rows) + 64
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        defer { unsafe memory.deallocate() }
        // Planned in place and on aligned memory, as it is executed.
        let real = unsafe memory.assumingMemoryBound(to: Float.self)
        let complex = unsafe memory.assumingMemoryBound(to: fftwf_complex.self)
        // Each is written once, under the lock, and read after it.
        nonisolated(unsafe) var forward: fftwf_plan?
        nonisolated(unsafe) var backward: fftwf_plan?
        nonisolated(unsafe) var down: fftwf_plan?
        nonisolated(unsafe) var up: fftwf_plan?
        // Of this call alone: nobody else has the memory.
        nonisolated(unsafe) let (cells, row) = unsafe (real, complex)
        Self.planner.withLock { _ in
            let flags = Self.estimate
            unsafe forward = unsafe fftwf_plan_dft_r2c_1d(Int32(columns), cells, row, flags)
            unsafe backward = unsafe fftwf_plan_dft_c2r_1d(Int32(columns), row, cells, flags)
            unsafe down = unsafe fftwf_plan_dft_1d(Int32(rows), row, row, FFTW_FORWARD, flags)
            unsafe up = unsafe fftwf_plan_dft_1d(Int32(rows), row, row, FFTW_BACKWARD, flags)
        }
        guard let forward = unsafe forward, let backward = unsafe backward, let down = unsafe down,
            let up = unsafe up
        else { throw refused }
        unsafe rowForward = unsafe forward
        unsafe rowBackward = unsafe backward
        unsafe columnDown = unsafe down
        unsafe columnUp = unsafe up
    }

    deinit {
        Self.planner.withLock { _ in
            unsafe fftwf_destroy_plan(rowForward)
            unsafe fftwf_destroy_plan(rowBackward)
            unsafe fftwf_destroy_plan(columnDown)
            unsafe fftwf_destroy_plan(columnUp)
        }
    }

    func forward(_ cells: UnsafeMutablePointer<Float>, _ row: UnsafeMutablePointer<SIMD2<Float>>) {
        unsafe fftwf_execute_dft_r2c(rowForward, cells, complex(row))
    }

    func backward(_ row: UnsafeMutablePointer<SIMD2<Float>>, _ cells: UnsafeMutablePointer<Float>) {
        unsafe fftwf_execute_dft_c2r(rowBackward, complex(row), cells)
    }

    func down(_ column: UnsafeMutablePointer<SIMD2<Float>>) {
        unsafe fftwf_execute_dft(columnDown, complex(column), complex(column))
    }

    func up(_ column: UnsafeMutablePointer<SIMD2<Float>>) {
        unsafe fftwf_execute_dft(columnUp, complex(column), complex(column))
    }

    /// A pair of floats is what FFTW calls a complex number.
    private func complex(_ pointer: UnsafeMutablePointer<SIMD2<Float>>) -> UnsafeMutablePointer<fftwf_complex> {
        unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: fftwf_complex.self)
    }
}
