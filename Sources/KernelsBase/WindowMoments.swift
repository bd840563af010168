import CVector
import KernelTypes

/// Count, mean and sum of squared deviations of some cells, in eight windows at once.
///
/// An empty one is all zeros, and merging it changes no bit; merging equal cells gives their value and a sum of exactly
/// 0.
struct WindowMoments {
    typealias Eight = SIMD8<Double>

    var count = Eight()
    var mean = Eight()
    var squares = Eight()

    /// Chan, Golub and LeVeque (1979).
    @inline(always) mutating func merge(_ other: WindowMoments) {
        let total = count + other.count
        let share = other.count / cvector_replace_zero_d8(total, total, cvector_splat_d8(1))
        let difference = other.mean - mean
        mean = mean + difference * share
        squares = squares + other.squares + (difference * difference) * (count * share)
        count = total
    }

    /// Adds one cell to each window, or none where it is missing.
    @inline(always) mutating func add(_ cell: Eight) {
        let none = cvector_splat_d8(0)
        let count = cvector_replace_nan_d8(cell, cvector_splat_d8(1), none)
        merge(WindowMoments(count: count, mean: cvector_replace_nan_d8(cell, cell, none)))
    }

    @inline(always) init(count: Eight = Eight(), mean: Eight = Eight(), squares: Eight = Eight()) {
        self.count = count
        self.mean = mean
        self.squares = squares
    }

    /// Eight windows of a row that is kept as three runs of `stride` numbers.
    @inline(always) init(_ row: UnsafePointer<Double>, _ index: Int, stride: Int) {
        unsafe self.init(
            count: cvector_load_d8(row + index),
            mean: cvector_load_d8(row + (index &+ stride)),
            squares: cvector_load_d8(row + (index &+ stride &+ stride)))
    }

    @inline(always) func store(_ row: UnsafeMutablePointer<Double>, _ index: Int, stride: Int) {
        unsafe cvector_store_d8(count, row + index)
        unsafe cvector_store_d8(mean, row + (index &+ stride))
        unsafe cvector_store_d8(squares, row + (index &+ stride &+ stride))
    }

    /// A measure of the windows around eight cells; NaN where a cell is.
    @inline(always) func measure(_ measure: FocalMeasure, of cell: Eight) -> SIMD8<Float> {
        let result: Eight
        switch measure {
        case .zScore:
            // Where all cells are equal, the squares are exactly 0, and so is the difference.
            let deviation = cvector_sqrt_d8(squares / count)
            result = (cell - mean) / cvector_replace_zero_d8(squares, deviation, cvector_splat_d8(1))
        case .mean: result = cvector_replace_nan_d8(cell, mean, cell)
        case .deviation: result = cvector_replace_nan_d8(cell, cvector_sqrt_d8(squares / count), cell)
        case .position:
            // x - (n mean - x) / (n - 1)
            let others = count - cvector_splat_d8(1)
            result = (cell - mean) * (count / cvector_replace_zero_d8(others, others, cvector_splat_d8(1)))
        }
        let narrow = cvector_narrow_d8(result)
        return cvector_replace_nan_f8(narrow, narrow, cvector_splat_f8(.nan))
    }
}
