import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

/// Surveys that come part by part.
@Suite struct PartwiseTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 400_000, north: 3_204_000, cellWidth: 40, cellHeight: 30, columns: 50, rows: 40)

    private func survey(_ count: Int) -> (positions: [Point], values: [Double]) {
        var random = Seeded(11)
        let positions = (0..<count).map { _ in
            Point(
                x: 399_900 + 2200 * Double.random(in: 0..<1, using: &random),
                y: 3_202_700 + 1400 * Double.random(in: 0..<1, using: &random))
        }
        let values = positions.map { point in
            47_000 + 0.02 * (point.x - 400_000) - 0.05 * (point.y - 3_203_000)
                + 30 * Double.random(in: -1..<1, using: &random)
        }
        return (positions, values)
    }

    @Test func `parts of any size give the bits that the whole gives`() {
        let (positions, values) = survey(5000)
        var whole = (nodes: NodeSums(on: grid), cells: CellSums(on: grid))
        whole.nodes.add(positions, values)
        whole.cells.add(positions, values)
        var parts = (nodes: NodeSums(on: grid), cells: CellSums(on: grid))
        for start in stride(from: 0, to: 5000, by: 777) {
            let part = start..<min(start + 777, 5000)
            parts.nodes.add(Array(positions[part]), Array(values[part]))
            parts.cells.add(Array(positions[part]), Array(values[part]))
        }
        for row in 0..<grid.rows {
            let same = whole.nodes.withRow(row) { first in
                parts.nodes.withRow(row) { second in zip(first, second).allSatisfy { $0 == $1 } }
            }
            #expect(same)
        }
        let output = Strip(columns: 50, rows: 0..<40, rasterRows: 40)
        let other = Strip(columns: 50, rows: 0..<40, rasterRows: 40)
        whole.cells.fill(output)
        parts.cells.fill(other)
        #expect(output.cells.values.map(\.bitPattern) == other.cells.values.map(\.bitPattern))
        #expect(whole.cells.readings == parts.cells.readings && whole.cells.readings < 5000)
    }

    @Test func `the plane and the deviation from it are those of two passes`() {
        let (positions, values) = survey(5000)
        var moments = TrendMoments(around: grid)
        for start in stride(from: 0, to: 5000, by: 1234) {
            let part = start..<min(start + 1234, 5000)
            moments.add(Array(positions[part]), Array(values[part]), base: values[0])
        }
        let expected = TrendPlane(positions, values, around: grid)
        let plane = TrendPlane(moments)
        for point in [Point(x: 400_000, y: 3_204_000), Point(x: 402_000, y: 3_202_800)] {
            #expect(abs(plane.value(at: point) + values[0] - expected.value(at: point)) < 1e-7)
        }
        #expect(abs(moments.deviation - expected.deviation(positions, values)) < 1e-8)
    }

    @Test func `readings on one line have a level and no slopes`() {
        var moments = TrendMoments(around: grid)
        moments.add([Point(x: 400_100, y: 3_203_000), Point(x: 400_200, y: 3_203_000)], [1, 3], base: 1)
        #expect(moments.plane == (1, 0, 0))
    }

    @Test func `a node's mean place and value are those of its readings`() throws {
        let (positions, values) = survey(3000)
        var sums = NodeSums(on: grid)
        sums.add(positions, values)
        let plane = TrendPlane(sums.moments)
        let data = PlateData(sums, without: plane)
        var count = 0
        for row in 0..<grid.rows {
            for datum in data.row(row) {
                let own = positions.indices.filter {
                    grid.cell(at: positions[$0]).map { $0.row == row && $0.column == Int(datum.column) } ?? false
                }
                let centre = grid.centre(column: Int(datum.column), row: row)
                let n = Double(own.count)
                #expect(Double(datum.weight) == n)
                let east = own.reduce(0) { $0 + (positions[$1].x - centre.x) / grid.cellWidth } / n
                let north = own.reduce(0) { $0 + (positions[$1].y - centre.y) / grid.cellHeight } / n
                let value = own.reduce(0) { $0 + values[$1] - values[0] - plane.value(at: positions[$1]) } / n
                #expect(abs(Double(datum.east) - east) < 1e-6 && abs(Double(datum.north) - north) < 1e-6)
                #expect(abs(Double(datum.value) - value) < 1e-4)
                count += own.count
            }
        }
        #expect(count == positions.count { grid.cell(at: $0) != nil })
    }
}
