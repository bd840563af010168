/// What is told of the cells in a window around a cell.
package enum FocalMeasure: String, Hashable, Sendable, CaseIterable {
    /// (x - mean) / population standard deviation; 0 where all cells are equal.
    case zScore
    case mean
    /// Population standard deviation (n).
    case deviation
    /// The cell less the mean of the window's other cells; 0 where it is alone.
    case position
}
