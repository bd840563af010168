import KernelTypes
import Survey

/// Values of a raster at places between cell centres.
enum GridSample {
    /// Bilinear between the four cell centres around; NaN off the centres' extent or where one of those four that count
    /// has no data.
    static func bilinear(_ strip: Strip, _ grid: AnalysisGrid, at place: Point) -> Double {
        let x = (place.x - grid.west) / grid.cellWidth - 0.5
        let y = (grid.north - place.y) / grid.cellHeight - 0.5
        let (lastColumn, lastRow) = (Double(grid.columns - 1), Double(grid.rows - 1))
        guard x >= 0, y >= 0, x <= lastColumn, y <= lastRow else { return .nan }
        let column = min(Int(x), max(0, grid.columns - 2))
        let row = min(Int(y), max(0, grid.rows - 2))
        let (u, v) = (x - Double(column), y - Double(row))
        var sum = 0.0
        for (dx, dy, weight) in [(0, 0, (1 - u) * (1 - v)), (1, 0, u * (1 - v)), (0, 1, (1 - u) * v), (1, 1, u * v)]
        where weight > 0 {
            sum += weight * Double(strip[column + dx, row + dy])
        }
        return sum
    }
}
