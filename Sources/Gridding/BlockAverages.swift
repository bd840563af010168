import Survey

/// Mean places, heights and values of readings in square blocks.
struct BlockAverages: Sendable {
    struct Average: Sendable {
        /// Metres east, north and up.
        var x: Double
        var y: Double
        var z: Double
        /// Without the plane.
        var value: Double
    }

    /// By rows of blocks from the north, within a row from the west.
    private(set) var points: [Average] = []
    /// Mean distance between neighbours, in metres.
    private(set) var spacing = 0.0
    private let rows: [[Int]]

    init(
        _ readings: ChannelReadings, heights: [Double]?, side: Double, metresPerUnit: Double, without plane: TrendPlane
    ) {
        let grid = readings.grid
        var blocks = grid
        blocks.cellWidth = side
        blocks.cellHeight = side
        blocks.columns = max(1, Int(((grid.east - grid.west) / side).rounded(.up)))
        blocks.rows = max(1, Int(((grid.north - grid.south) / side).rounded(.up)))
        let order = RowOrder(readings.positions, on: blocks)
        for row in 0..<blocks.rows {
            let entries = order.row(row).sorted { ($0.column, $0.reading) < ($1.column, $1.reading) }
            var start = 0
            while start < entries.count {
                var end = start
                var sum = Average(x: 0, y: 0, z: 0, value: 0)
                while end < entries.count, entries[end].column == entries[start].column {
                    let reading = Int(entries[end].reading)
                    let position = readings.positions[reading]
                    sum.x += position.x * metresPerUnit
                    sum.y += position.y * metresPerUnit
                    sum.z += heights?[reading] ?? 0
                    sum.value += readings.values[reading] - plane.value(at: position)
                    end += 1
                }
                let count = Double(end - start)
                points.append(
                    Average(x: sum.x / count, y: sum.y / count, z: sum.z / count, value: sum.value / count))
                start = end
            }
        }
        let area = (grid.east - grid.west) * (grid.north - grid.south) * metresPerUnit * metresPerUnit
        spacing = points.isEmpty ? 0 : (area / Double(points.count)).squareRoot()
        var rows = Array(repeating: [Int](), count: grid.rows)
        for point in points {
            let place = Point(x: point.x / metresPerUnit, y: point.y / metresPerUnit)
            if let cell = grid.cell(at: place) { rows[cell.row].append(cell.column) }
        }
        self.rows = rows
    }

    /// The columns of a row of the grid in which an average lies.
    func columns(ofRow row: Int) -> [Int] { rows[row] }
}
