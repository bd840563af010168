import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geophysics

@Suite struct LevelTiesTests {
    private func field(_ x: Double, _ y: Double) -> Double {
        100 + 20 * Elementary.sin(x / 700) + 15 * Elementary.cos(y / 900)
    }

    /// Lines north every 200 m and ties east every 500 m over a smooth field; `error` is added to each reading.
    private func survey(_ error: (_ line: Int, _ isTie: Bool, _ part: Double) -> Double) -> (Readings, truth: [Double])
    {
        var (positions, values, truth): ([Point], [Double], [Double]) = ([], [], [])
        var lines: [Readings.Line] = []
        func fly(_ name: String, _ kind: Readings.Line.Kind, _ index: Int, _ place: (Double) -> Point) {
            let start = positions.count
            for step in 0...200 {
                let part = Double(step) / 200
                let point = place(part * 2000)
                positions.append(point)
                truth.append(field(point.x, point.y))
                values.append(field(point.x, point.y) + error(index, kind == .tie, part))
            }
            lines.append(.init(name: name, kind: kind, readings: start..<positions.count))
        }
        for line in 0..<11 {
            let x = Double(line) * 200
            fly("L\(line)", .line, line) { Point(x: x, y: line % 2 == 0 ? $0 : 2000 - $0) }
        }
        for tie in 0..<5 {
            let y = Double(tie) * 480 + 33
            fly("T\(tie)", .tie, tie) { Point(x: $0, y: y) }
        }
        return (
            Readings(
                crs: "EPSG:32641", positions: positions, lines: lines,
                channels: [.init(name: "mag", unit: "nT", values: values)]),
            truth
        )
    }

    private func levelled(_ readings: Readings, _ parameters: [String: ParameterValue]) throws -> [Double] {
        let bench = MemoryBench()
        bench.put(readings: readings, as: "in")
        try bench.run(LevelTies.self, parameters)
        return try #require(bench.readings(given: "out").channel("mag_levelled")).values
    }

    @Test func `lines that drift against good ties are brought back by degree one`() throws {
        let (readings, truth) = survey { line, isTie, part in isTie ? 0 : Double(line) - 5 + Double(line % 3) * 4 * part
        }
        let values = try levelled(readings, ["order": 1, "ties": "hold"])
        // Linear between readings 10 m apart misses the field by at most 1e-3 nT.
        for (own, known) in zip(values, truth) { #expect(abs(own - known) < 0.01) }
        let constant = try levelled(readings, ["order": 0, "ties": "hold"])
        #expect(zip(constant, truth).contains { abs($0 - $1) > 1 })
    }

    @Test func `one bad crossing does not pull its line where misfits are weighed robustly`() throws {
        var (readings, truth) = survey { line, isTie, _ in isTie ? 0 : Double(line) }
        // 60 nT on the readings of one line near its second tie.
        for index in readings.lines[4].readings where abs(readings.positions[index].y - 513) < 25 {
            readings.channels[0].values[index] += 60
            truth[index] += 60
        }
        let robust = try levelled(readings, ["ties": "hold"])
        let plain = try levelled(readings, ["ties": "hold", "robust": false])
        func worst(_ values: [Double]) -> Double { zip(values, truth).map { abs($0 - $1) }.max() ?? .nan }
        #expect(worst(robust) < 0.1)
        #expect(worst(plain) > 5)
    }

    @Test func `crossings are those that every pair of segments gives`() throws {
        var generator = Seeded(11)
        var (positions, lines): ([Point], [Readings.Line]) = ([], [])
        for line in 0..<9 {
            var place = Point(x: .random(in: 0...1000, using: &generator), y: .random(in: 0...1000, using: &generator))
            let start = positions.count
            for _ in 0..<60 {
                positions.append(place)
                place.x += .random(in: -60...70, using: &generator)
                place.y += .random(in: -60...70, using: &generator)
            }
            lines.append(.init(name: "\(line)", kind: line < 6 ? .line : .tie, readings: start..<positions.count))
        }
        let values = positions.map { 3 * $0.x - $0.y }
        let readings = Readings(crs: "EPSG:32641", positions: positions, lines: lines, channels: [])
        var search = CrossingSearch(lines: lines, plane: try Plane(readings, at: MemoryBench()), values: values)
        let found = search.crossings(gap: 1000)
        var expected = 0
        for line in lines where line.kind == .line {
            for tie in lines where tie.kind == .tie {
                for a in line.readings.dropLast() {
                    for b in tie.readings.dropLast()
                    where crosses(positions[a], positions[a + 1], positions[b], positions[b + 1]) {
                        expected += 1
                    }
                }
            }
        }
        #expect(expected > 50)
        #expect(found.count == expected)
        // The channel is a plane, so both agree wherever they cross.
        for crossing in found {
            #expect(abs(crossing.misfit) < 1e-8)
            #expect(abs(crossing.lineValue - (3 * crossing.place.x - crossing.place.y)) < 1e-8)
        }
    }

    private func crosses(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        return (side(a, b, c) > 0) != (side(a, b, d) > 0) && (side(c, d, a) > 0) != (side(c, d, b) > 0)
    }

    @Test func `a survey without ties is refused`() throws {
        var (readings, _) = survey { _, _, _ in 0 }
        readings.lines = readings.lines.filter { $0.kind == .line }
        #expect(throws: OperationError.self) { try levelled(readings, [:]) }
        readings.lines = []
        let error = #expect(throws: OperationError.self) { try levelled(readings, [:]) }
        #expect(error?.remedy.contains("detect-lines") == true)
    }
}
