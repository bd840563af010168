import KernelTypes
import Survey

/// Lays a source's values over a strip of the grid; used by one thread.
protocol Overlay: AnyObject {
    /// Writes the source's valid cells over those of `strip`; `isBlank` says that it holds nothing but NaN.
    func lay(over strip: Strip, isBlank: Bool, counts: inout CellCounts) throws(RasterError)
}

extension Strip {
    /// Makes every cell "no data".
    func clear() { unsafe cells.base.update(repeating: .nan, count: cells.count) }

    /// Takes over the valid cells of `other`, which has the same rows, from `column` on.
    func take(_ other: Strip, at column: Int) {
        for row in other.rows {
            let source = unsafe other.row(row).base
            let target = unsafe self.row(row).base + column
            for index in 0..<other.columns where unsafe !source[index].isNaN {
                unsafe target[index] = source[index]
            }
        }
    }
}
