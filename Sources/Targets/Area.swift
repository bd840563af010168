import Survey

/// What is known of one connected area while its rows are read.
struct Area {
    /// A mean in the making; cells without a value do not count.
    struct Mean {
        var sum = 0.0
        var cells = 0

        mutating func add(_ value: Double) {
            guard !value.isNaN else { return }
            sum += value
            cells += 1
        }

        mutating func merge(_ other: Mean) {
            sum += other.sum
            cells += other.cells
        }

        var value: Double? { cells > 0 ? sum / Double(cells) : nil }
    }

    var cells = 0
    var score = Mean()
    var maximum = -Double.infinity
    /// The first of the highest cells, by row and then by column.
    var best = Cell(column: 0, row: 0)
    var uncertainty = Mean()
    /// One an evidence.
    var contributions: [Mean]
    /// Whole numbers, so that the centroid is exact.
    var columnSum = 0
    var rowSum = 0
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>
    /// The boundary, one unit edge after the other in no order.
    var edges: [Edge] = []

    init(firstCell cell: Cell, evidence: Int) {
        contributions = Array(repeating: Mean(), count: evidence)
        columns = cell.column...cell.column
        rows = cell.row...cell.row
        best = cell
    }

    mutating func add(_ cell: Cell, score value: Float) {
        cells += 1
        score.add(Double(value))
        if Double(value) > maximum {
            maximum = Double(value)
            best = cell
        }
        columnSum += cell.column
        rowSum += cell.row
        columns = min(columns.lowerBound, cell.column)...max(columns.upperBound, cell.column)
        rows = min(rows.lowerBound, cell.row)...max(rows.upperBound, cell.row)
    }

    /// Takes in another area that turned out to be part of this one.
    mutating func merge(_ other: consuming Area) {
        cells += other.cells
        score.merge(other.score)
        uncertainty.merge(other.uncertainty)
        for index in contributions.indices { contributions[index].merge(other.contributions[index]) }
        if (other.maximum, -other.best.row, -other.best.column) > (maximum, -best.row, -best.column) {
            maximum = other.maximum
            best = other.best
        }
        columnSum += other.columnSum
        rowSum += other.rowSum
        columns =
            min(columns.lowerBound, other.columns.lowerBound)...max(columns.upperBound, other.columns.upperBound)
        rows = min(rows.lowerBound, other.rows.lowerBound)...max(rows.upperBound, other.rows.upperBound)
        edges.append(contentsOf: other.edges)
    }
}
