import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Geochemistry

@Suite struct ConcentrationAreaTests {
    /// Contents whose area falls as ρ^-0.5 up to 20, as ρ^-1.5 up to 200 and as ρ^-4 above: the largest 1, 2, 3, ...
    /// cells of a raster of 90 000 in that order.
    private static let contents: [Float] = {
        let count = 90_000
        // A(1) = count; A at the breaks.
        let atFirst = Double(count) * Elementary.pow(20, -0.5)
        let atSecond = atFirst * Elementary.pow(10, -1.5)
        var random = Seeded(6)
        return (1...count).map { rank -> Float in
            let area = Double(rank)
            if area > atFirst { return Float(Elementary.pow(area / Double(count), -2)) }
            if area > atSecond { return Float(20 * Elementary.pow(area / atFirst, -1 / 1.5)) }
            return Float(200 * Elementary.pow(area / atSecond, -0.25))
        }.shuffled(using: &random)
    }()

    private func bench(_ values: [Float] = contents, columns: Int = 300) -> MemoryBench {
        let bench = MemoryBench()
        bench.put(
            Strip(columns: columns, values: values), on: grid(columns: columns, rows: values.count / columns), as: "in")
        return bench
    }

    @Test func `planted breaks and slopes are found`() throws {
        let bench = bench()
        try bench.run(ConcentrationArea.self)
        let (first, second) = (try #require(bench.figures["break_1"]), try #require(bench.figures["break_2"]))
        // A level is 8 % above the one before it.
        #expect(abs(first / 20 - 1) < 0.1 && abs(second / 200 - 1) < 0.1)
        let slopes = try bench.table(given: "table").rows.compactMap { row -> Double? in
            if case .number(let slope) = row[5] { slope } else { nil }
        }
        // The steepest piece has few cells in its last levels.
        #expect(agree(slopes, [-0.5, -1.5, -4], 0.2) && agree(Array(slopes.prefix(2)), [-0.5, -1.5], 0.01))
        let classes = try bench.strip("out").cells.values
        for (content, found) in zip(Self.contents, classes) {
            let expected: Float = Double(content) >= Double(Float(second)) ? 3 : Double(content) >= first ? 2 : 1
            #expect(found == expected)
        }
        #expect(try #require(bench.figures["r_squared"]) > 0.999)
    }

    @Test func `the best breaks are those of trying all`() throws {
        var random = Seeded(9)
        let x = (0..<18).map { Double($0) }
        let y = x.map { ($0 < 7 ? -$0 : 20 - 4 * $0) + Double.random(in: -1...1, using: &random) }
        let line = try #require(SegmentedLine(x: x, y: y, pieces: 3, least: 3))
        var best = Double.infinity
        func squares(_ range: Range<Int>) -> Double {
            let n = Double(range.count)
            let (mx, my) = (range.reduce(0) { $0 + x[$1] } / n, range.reduce(0) { $0 + y[$1] } / n)
            let slope =
                range.reduce(0) { $0 + (x[$1] - mx) * (y[$1] - my) }
                / range.reduce(0) { $0 + (x[$1] - mx) * (x[$1] - mx) }
            return range.reduce(0) { sum, index in
                let rest = y[index] - my - slope * (x[index] - mx)
                return sum + rest * rest
            }
        }
        for a in 3...12 {
            for b in (a + 3)..<16 { best = min(best, squares(0..<a) + squares(a..<b) + squares(b..<18)) }
        }
        #expect(abs(line.pieces.reduce(0) { $0 + $1.squares } - best) < 1e-9)
        #expect(line.pieces.first?.points.lowerBound == 0 && line.pieces.last?.points.upperBound == 18)
    }

    @Test func `a cell without data has no class and one of zero the first`() throws {
        var values = Array(Self.contents.prefix(3000))
        values[7] = .nan
        values[8] = 0
        values[9] = -3
        for threads in [1, 4] {
            let bench = bench(values)
            bench.threads = threads
            try bench.run(ConcentrationArea.self, ["breaks": 1, "levels": 30])
            let classes = try bench.strip("out").cells.values
            #expect(classes[7].isNaN && classes[8] == 1 && classes[9] == 1)
        }
    }

    @Test func `a raster of one content, or too few for the pieces, is refused`() {
        let flat = #expect(throws: OperationError.self) {
            try bench(Array(repeating: 4, count: 600)).run(ConcentrationArea.self)
        }
        #expect(flat?.code == .unfitInput)
        let few = #expect(throws: OperationError.self) {
            try bench((0..<600).map { Float($0 % 4 + 1) }).run(ConcentrationArea.self)
        }
        #expect(few?.reason.contains("4 points") == true)
        #expect(throws: OperationError.self) {
            try bench(Array(repeating: .nan, count: 600)).run(ConcentrationArea.self)
        }
    }
}
