import KernelTypes
import Survey

/// The least-squares plane through the outline of the data in a window: the first and last cell of each row and column.
///
/// A plane through all cells would be tilted by the anomalies, and leave steps at the edges, where the padding begins.
package struct FieldPlane: Sendable {
    /// Slopes in the raster's unit per metre.
    package let east: Double
    package let north: Double
    /// At the middle of the window, which is the plane's mean.
    package let mean: Double
    private let metres: (width: Double, height: Double)
    private let middle: (column: Double, row: Double)

    /// `nil` where no cell has data. `metres` are a cell's sides.
    init?(_ cells: Cells, columns: Int, metres: (width: Double, height: Double)) {
        let rows = cells.count / columns
        self.metres = metres
        middle = (0.5 * Double(columns - 1), 0.5 * Double(rows - 1))
        let outline = Self.outline(cells, columns, rows)
        let n = Double(outline.count)
        guard n > 0 else { return nil }
        var x = 0.0
        var y = 0.0
        var z = 0.0
        for cell in outline {
            x += (Double(cell % columns) - middle.column) / n
            y += (middle.row - Double(cell / columns)) / n
            z += Double(cells[cell]) / n
        }
        var xx = 0.0
        var xy = 0.0
        var yy = 0.0
        var xz = 0.0
        var yz = 0.0
        for cell in outline {
            let dx = Double(cell % columns) - middle.column - x
            let dy = middle.row - Double(cell / columns) - y
            let dz = Double(cells[cell]) - z
            xx += dx * dx
            xy += dx * dy
            yy += dy * dy
            xz += dx * dz
            yz += dy * dz
        }
        let determinant = xx * yy - xy * xy
        let isPlane = determinant > 1e-9 * xx * yy
        let perColumn = isPlane ? (xz * yy - yz * xy) / determinant : 0
        let perRow = isPlane ? (yz * xx - xz * xy) / determinant : 0
        east = perColumn / metres.width
        north = perRow / metres.height
        mean = z - perColumn * x - perRow * y
    }

    /// Indices of the cells; a corner may be there twice.
    private static func outline(_ cells: Cells, _ columns: Int, _ rows: Int) -> [Int] {
        var outline: [Int] = []
        var first = Array(repeating: -1, count: columns)
        var last = first
        cells.withSpan { span in
            for row in 0..<rows {
                let start = row * columns
                var west = -1
                var east = -1
                for column in 0..<columns where !span[start + column].isNaN {
                    if west < 0 { west = start + column }
                    east = start + column
                    if first[column] < 0 { first[column] = start + column }
                    last[column] = start + column
                }
                if west >= 0 { outline += [west, east] }
            }
        }
        return outline + first.filter { $0 >= 0 } + last.filter { $0 >= 0 }
    }

    /// At a cell of the window.
    func value(column: Int, row: Int) -> Double {
        let across = east * metres.width * (Double(column) - middle.column)
        return mean + across + north * metres.height * (middle.row - Double(row))
    }

    /// What a field gets back of the plane at a cell of the window.
    func kept(_ kept: SpectralPart.Kept, column: Int, row: Int) -> Double {
        switch kept {
        case .nothing: 0
        case .plane: value(column: column, row: row)
        case .eastSlope: east
        case .northSlope: north
        }
    }
}
