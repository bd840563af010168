import Survey

/// Sums of the readings nearest to each node of a grid, taken in one pass whatever their number.
///
/// 16 bytes a node: offsets east and north in spacings, value less the first reading's, and the count. In single
/// precision, which the surface is in, too; sums run in the order of the file.
struct NodeSums {
    let grid: AnalysisGrid
    /// Taken off all values, so that small differences of large fields keep their digits.
    private(set) var base: Double?
    private(set) var moments: TrendMoments
    private var sums: [SIMD4<Float>]

    init(on grid: AnalysisGrid) {
        self.grid = grid
        sums = Array(repeating: .zero, count: grid.cellCount)
        moments = TrendMoments(around: grid)
    }

    mutating func add(_ positions: [Point], _ values: [Double]) {
        guard let first = values.first else { return }
        let base = base ?? first
        self.base = base
        moments.add(positions, values, base: base)
        let (columns, rows) = (Double(grid.columns), Double(grid.rows))
        let (west, north) = (grid.west, grid.north)
        let (width, height) = (grid.cellWidth, grid.cellHeight)
        let columnCount = grid.columns
        sums.withUnsafeMutableBufferPointer { sums in
            positions.withUnsafeBufferPointer { positions in
                values.withUnsafeBufferPointer { values in
                    for index in 0..<values.count {
                        let x = (positions[index].x - west) / width
                        let y = (north - positions[index].y) / height
                        let (column, row) = (x.rounded(.down), y.rounded(.down))
                        guard column >= 0, row >= 0, column < columns, row < rows else { continue }
                        sums[Int(row) * columnCount + Int(column)] += SIMD4<Float>(
                            Float(x - column - 0.5), Float(row + 0.5 - y), Float(values[index] - base), 1)
                    }
                }
            }
        }
    }

    /// The sums of one row.
    func withRow<R>(_ row: Int, _ body: (UnsafeBufferPointer<SIMD4<Float>>) -> R) -> R {
        sums.withUnsafeBufferPointer { body($0.extracting(row * grid.columns..<(row + 1) * grid.columns)) }
    }
}
