import KernelTypes
import Operations
import Survey
import TestBench

/// A bench with readings of one channel on a grid.
func bench(
    _ grid: AnalysisGrid, _ positions: [Point], _ values: [Double], lines: [Readings.Line] = [],
    metresPerUnit: Double? = 1
) -> MemoryBench {
    let bench = MemoryBench(grid: grid)
    bench.units = [grid.crs: metresPerUnit]
    bench.put(
        readings: Readings(
            crs: grid.crs, positions: positions, lines: lines,
            channels: [.init(name: "tmi", unit: "nT", values: values)]), as: "in")
    return bench
}

/// The reference grid of the line survey: 41 x 31 nodes of 100 m, readings as block means.
enum LineSurvey {
    static let grid = AnalysisGrid(
        crs: "EPSG:32641", west: -50, north: 3_050, cellWidth: 100, cellHeight: 100, columns: 41, rows: 31)

    /// Mean place and value of the readings in each cell: the references were made from these in full precision.
    static func readings() throws -> (positions: [Point], values: [Double])? {
        guard let rows = try SharedFiles.columns("references/gridding/scatter_lines.xyz") else { return nil }
        var sums: [Cell: (x: Double, y: Double, value: Double, count: Double)] = [:]
        for row in rows {
            guard let cell = grid.cell(at: Point(x: row[0], y: row[1])) else { continue }
            let sum = sums[cell] ?? (0, 0, 0, 0)
            sums[cell] = (sum.x + row[0], sum.y + row[1], sum.value + row[2], sum.count + 1)
        }
        let means = sums.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }.map(\.value)
        return (means.map { Point(x: $0.x / $0.count, y: $0.y / $0.count) }, means.map { $0.value / $0.count })
    }

    static func array(_ name: String) throws -> [Double]? {
        try SharedFiles.array("references/gridding/\(name).npy")?.northFirst
    }
}

func rootMeanSquare(_ found: [Float], _ right: [Double]) -> Double {
    var sum = 0.0
    for (a, b) in zip(found, right) { sum += (Double(a) - b) * (Double(a) - b) }
    return (sum / Double(right.count)).squareRoot()
}

func greatestDifference(_ found: [Float], _ right: [Double]) -> Double {
    zip(found, right).map { abs(Double($0) - $1) }.max() ?? .infinity
}
