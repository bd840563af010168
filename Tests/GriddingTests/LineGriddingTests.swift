import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

@Suite struct LineGriddingTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 2_000, cellWidth: 50, cellHeight: 50, columns: 40, rows: 40)

    /// Lines along an azimuth through the grid's middle, 100 m apart, with readings every 20 m in turn up and down.
    private func lines(azimuth: Double) -> (positions: [Point], lines: [Readings.Line]) {
        var positions: [Point] = []
        var lines: [Readings.Line] = []
        let turn = azimuth * 3.141_592_653_589_793 / 180
        let (sin, cos) = (Elementary.sin(turn), Elementary.cos(turn))
        for line in -14...14 {
            let start = positions.count
            for step in -75...75 {
                let along = 20 * Double(line % 2 == 0 ? step : -step)
                let across = 100 * Double(line) + 3 * Elementary.sin(Double(step))
                positions.append(Point(x: 1_000 + along * sin + across * cos, y: 1_000 + along * cos - across * sin))
            }
            lines.append(.init(name: "L\(line)", kind: .line, readings: start..<positions.count))
        }
        return (positions, lines)
    }

    @Test(arguments: [0.0, 90, 30])
    func `a smooth field comes back between the lines, whatever their azimuth`(azimuth: Double) throws {
        let (positions, lines) = lines(azimuth: azimuth)
        func field(_ point: Point) -> Double {
            0.01 * point.x + 20 * Elementary.sin(point.x / 400) * Elementary.cos(point.y / 350)
        }
        let bench = bench(grid, positions, positions.map(field), lines: lines)
        try bench.run(BidirectionalGridding.self)
        let out = try bench.strip("out")
        for row in 3..<37 {
            for column in 3..<37 {
                let right = field(grid.centre(column: column, row: row))
                #expect(abs(Double(out[column, row]) - right) < 0.25)
            }
        }
        #expect(bench.figures["lines"] == 29)
    }

    @Test func `readings without lines, and ties alone, are refused`() throws {
        let (positions, lines) = lines(azimuth: 0)
        let values = positions.map(\.x)
        let none = #expect(throws: OperationError.self) {
            try bench(grid, positions, values).run(BidirectionalGridding.self)
        }
        #expect(none?.code == .unfitInput)
        let ties = lines.map { Readings.Line(name: $0.name, kind: .tie, readings: $0.readings) }
        #expect(throws: OperationError.self) {
            try bench(grid, positions, values, lines: ties).run(BidirectionalGridding.self)
        }
    }

    @Test func `Akima's spline meets its knots, keeps a parabola, and does not swing beside a step`() {
        let x = [0.0, 1, 2.5, 3, 5, 6]
        let spline = Akima(x, x.map { $0 * $0 })
        for place in [0.0, 0.4, 1, 2, 2.7, 4, 5.5, 6] { #expect(abs(spline.value(at: place) - place * place) < 0.3) }
        for knot in x { #expect(abs(spline.value(at: knot) - knot * knot) < 1e-12) }
        let step = Akima([0, 1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 1, 1, 1])
        #expect(step.value(at: 1.5) == 0)
        #expect(step.value(at: -0.1).isNaN && step.value(at: 6.1).isNaN)
    }
}
