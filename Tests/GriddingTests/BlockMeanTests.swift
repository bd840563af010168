import Gridding
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@Suite struct BlockMeanTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 70, cellWidth: 10, cellHeight: 5, columns: 9, rows: 14)

    private func result(
        _ positions: [Point], _ values: [Double], median: Bool = false, threads: Int = 2
    ) throws -> [Float] {
        let bench = bench(grid, positions, values, metresPerUnit: nil)
        bench.threads = threads
        try median ? bench.run(BlockMedian.self) : bench.run(BlockMean.self)
        return try bench.strip("out").cells.values
    }

    private func middle(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }

    @Test func `every cell has the mean or median of its readings and others none`() throws {
        var random = Seeded(1)
        let positions = (0..<150).map { _ in
            Point(x: Double.random(in: -10...100, using: &random), y: Double.random(in: -10...80, using: &random))
        }
        let values = (0..<150).map { $0 % 9 == 0 ? .nan : Double.random(in: 0...100, using: &random) }
        let found = try result(positions, values)
        let medians = try result(positions, values, median: true)
        for row in 0..<14 {
            for column in 0..<9 {
                let inside = zip(positions, values).filter { position, value in
                    !value.isNaN && (Double(column) * 10..<Double(column + 1) * 10).contains(position.x)
                        && position.y <= 70 - Double(row) * 5 && position.y > 70 - Double(row + 1) * 5
                }.map(\.1)
                let cell = found[row * 9 + column]
                if inside.isEmpty {
                    #expect(cell.isNaN && medians[row * 9 + column].isNaN)
                } else {
                    #expect(cell == Float(inside.reduce(0, +) / Double(inside.count)))
                    #expect(medians[row * 9 + column] == Float(middle(inside)))
                }
            }
        }
        #expect(try result(positions, values, threads: 1).map(\.bitPattern) == found.map(\.bitPattern))
    }

    @Test func `a reading on an edge belongs to the cell south-east of it`() throws {
        let found = try result([Point(x: 10, y: 65), Point(x: 0, y: 70), Point(x: 90, y: 70)], [4, 5, 6])
        #expect(found[1 * 9 + 1] == 4)
        #expect(found[0] == 5)
        #expect(found.count { !$0.isNaN } == 2)
    }

    @Test func `readings without a value and readings elsewhere are refused for what they are`() throws {
        let none = #expect(throws: OperationError.self) { try result([Point(x: 5, y: 5)], [.nan]) }
        #expect(none?.reason == "no reading has a value in the channel 'tmi'")
        let outside = #expect(throws: OperationError.self) { try result([Point(x: -5, y: 5)], [1]) }
        #expect(outside?.reason == "no reading lies on the grid")
    }
}
