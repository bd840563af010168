package import KernelTypes

/// Rows to the nearest target in each column, carried from strip to strip.
///
/// Rows are counted in whole numbers, exact in a cell up to 16 million rows; infinity is "none so far".
package struct ColumnSweep: Sendable {
    private let condition: CellCondition
    /// Rows to the last target met, in each column.
    private var distances: [Float]
    /// Whether a target was met so far.
    package private(set) var hasTarget = false

    init(columns: Int, condition: CellCondition) {
        self.condition = condition
        distances = Array(repeating: .infinity, count: columns)
    }

    /// Writes the rows to the nearest target at or north of each cell. Strips come from north to south, each once.
    package mutating func descend(_ input: Strip, into vertical: Strip) {
        precondition(input.rows == vertical.rows && input.columns == distances.count, "a scratch for these rows")
        let condition = condition
        var carried = distances.mutableSpan
        var isMet = false
        for row in input.rows {
            input.row(row).withSpan { source in
                vertical.row(row).withMutableSpan { target in
                    for column in source.indices {
                        let isTarget = condition.isMet(by: source[column])
                        isMet = isMet || isTarget
                        carried[column] = isTarget ? 0 : carried[column] + 1
                        target[column] = carried[column]
                    }
                }
            }
        }
        hasTarget = hasTarget || isMet
    }

    /// Makes what `descend` wrote the rows to the nearest target at, north or south of each cell, in place. Strips come
    /// from south to north, each once.
    package mutating func ascend(_ vertical: Strip) {
        precondition(vertical.columns == distances.count, "a strip of the same raster")
        var carried = distances.mutableSpan
        for row in vertical.rows.reversed() {
            vertical.row(row).withMutableSpan { vertical in
                for column in vertical.indices {
                    carried[column] = min(carried[column] + 1, vertical[column])
                    vertical[column] = carried[column]
                }
            }
        }
    }
}
