import CVector
package import KernelTypes

/// Adds a row's cells to the moments of each column: `target` = `source` and the row, both of `stride` columns.
@inline(never)
package func focalAdd(
    _ row: UnsafePointer<Float>, _ columns: Int, _ source: UnsafePointer<Double>,
    _ target: UnsafeMutablePointer<Double>,
    _ stride: Int
) {
    var index = 0
    while index < columns {
        var moments = unsafe WindowMoments(source, index, stride: stride)
        moments.add(cvector_widen_f8(unsafe loadEight(row, index, rest: columns &- index)))
        unsafe moments.store(target, index, stride: stride)
        index &+= 8
    }
}

/// Merges the moments of each column: `target` = `north` and `south`, of `stride` columns, a multiple of eight.
@inline(never)
package func focalMerge(
    _ north: UnsafePointer<Double>, _ south: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>,
    _ stride: Int
) {
    var index = 0
    while index < stride {
        var moments = unsafe WindowMoments(north, index, stride: stride)
        moments.merge(unsafe WindowMoments(south, index, stride: stride))
        unsafe moments.store(target, index, stride: stride)
        index &+= 8
    }
}

/// One or two measures of eight rows from the moments of their columns.
///
/// A window of w columns ends one block of w columns, counted from the raster's west, and begins the next: its moments
/// are those of the end of the one and of the beginning of the other, each made once for all windows.
/// - `columnMoments`: eight rows of three runs of `stride` numbers; `suffixes` and `block`: room for w * 24 numbers;
///   `output` takes `first` in eight rows, and `second`, where one is asked for, in eight more.
@inline(never)
package func focalScore(
    _ columnMoments: UnsafePointer<Double>, _ stride: Int, _ columns: Int, _ radius: Int,
    _ suffixes: UnsafeMutablePointer<Double>, _ block: UnsafeMutablePointer<Double>,
    _ cells: UnsafePointer<UnsafePointer<Float>>, _ first: FocalMeasure, _ second: FocalMeasure?,
    _ output: UnsafePointer<UnsafeMutablePointer<Float>>
) {
    let width = radius &+ radius &+ 1
    var index = 0
    while index < width {
        unsafe WindowMoments().store(suffixes, index &* 24, stride: 8)
        index &+= 1
    }
    var west = -width
    while west &+ radius < columns {
        let next = west &+ width
        index = 0
        while index < width {
            let moments = unsafe transposed(columnMoments, stride, next &+ index, columns)
            unsafe moments.store(block, index &* 24, stride: 8)
            index &+= 1
        }
        var prefix = WindowMoments()
        index = 0
        while index < width {
            let column = west &+ index &+ radius
            if index > 0 { prefix.merge(unsafe WindowMoments(block, (index &- 1) &* 24, stride: 8)) }
            if column >= 0 && column < columns {
                var window = unsafe WindowMoments(suffixes, index &* 24, stride: 8)
                window.merge(prefix)
                unsafe measure(window, cells, first, output, column)
                if let second { unsafe measure(window, cells, second, output + 8, column) }
            }
            index &+= 1
        }
        var suffix = WindowMoments()
        index = width
        while index > 0 {
            index &-= 1
            suffix.merge(unsafe WindowMoments(block, index &* 24, stride: 8))
            unsafe suffix.store(suffixes, index &* 24, stride: 8)
        }
        west = next
    }
}

/// One column's moments in eight rows; empty outside the raster.
@inline(always)
private func transposed(
    _ columnMoments: UnsafePointer<Double>, _ stride: Int, _ column: Int, _ columns: Int
) -> WindowMoments {
    guard column >= 0 && column < columns else { return WindowMoments() }
    var moments = WindowMoments()
    for lane in 0..<8 {
        let row = unsafe columnMoments + (lane &* 3 &* stride &+ column)
        unsafe moments.count[lane] = row[0]
        unsafe moments.mean[lane] = row[stride]
        unsafe moments.squares[lane] = row[stride &+ stride]
    }
    return moments
}

/// One measure of one column in eight rows; NaN where the cell is.
@inline(always)
private func measure(
    _ window: WindowMoments, _ cells: UnsafePointer<UnsafePointer<Float>>, _ measure: FocalMeasure,
    _ output: UnsafePointer<UnsafeMutablePointer<Float>>, _ column: Int
) {
    var x = SIMD8<Float>()
    for lane in 0..<8 { x[lane] = unsafe cells[lane][column] }
    let measures = window.measure(measure, of: cvector_widen_f8(x))
    for lane in 0..<8 { unsafe output[lane][column] = measures[lane] }
}
