import KernelTypes
import Operations
import Survey
import Testing

@testable import Targets

@Suite struct ScoreThresholdTests {
    @Test func `prediction and area meet at the highest score at which both together are the whole`() throws {
        var random = SplitMix(seed: 21)
        for _ in 0..<40 {
            let (columns, rows) = (12, 9)
            let scores = (0..<columns * rows).map { _ in Float(random.next(below: 40)) / 40 }
            let world = SmallWorld(columns: columns, scores: scores)
            let points = (0..<1 + random.next(below: 7)).map { _ in random.next(below: columns * rows) }
            let known = points.map { index in
                Occurrence(name: "", location: world.grid.centre(column: index % columns, row: index / columns))
            }
            let found = try PredictionArea(world.scan(4), on: world.grid, points: known.map(\.location)).threshold
            func sum(_ threshold: Double) -> Double {
                let predicted = Double(points.count { Double(scores[$0]) >= threshold }) / Double(points.count)
                return predicted + Double(scores.count { Double($0) >= threshold }) / Double(scores.count)
            }
            let levels = Set(scores.map(Double.init)).sorted()
            let expected = try #require(levels.last { sum($0) >= 1 })
            #expect(abs(found - expected) < 1e-9)
        }
    }

    @Test func `a good map's threshold finds nine in ten of the points in a tenth of the area`() throws {
        let world = SmallWorld(columns: 10, scores: (0..<100).map { Float($0) / 100 })
        let known = (91..<100).map { Occurrence(name: "", location: world.grid.centre(column: $0 % 10, row: 9)) }
        let missed = [Occurrence(name: "", location: world.grid.centre(column: 0, row: 0))]
        let found = try PredictionArea(world.scan(3), on: world.grid, points: (known + missed).map(\.location))
        #expect(abs(found.threshold - 0.9) < 0.011)
    }

    @Test func `without training points the plot is refused with a remedy`() throws {
        let world = SmallWorld(columns: 2, scores: [0.5, 1])
        #expect(throws: OperationError.self) { try world.targets(["threshold": "prediction-area"]) }
    }

    @Test func `the break of two power laws is found within a level`() throws {
        // The area at or above s is s^-0.5 below 0.2 and falls as s^-4 above it.
        let scores = (1...20_000).map { rank -> Float in
            let share = Double(rank) / 20_000
            let atBreak = Elementary.pow(0.2 / 0.01, -0.5)
            let score =
                share > atBreak
                ? 0.01 * Elementary.pow(share, -2) : 0.2 * Elementary.pow(share / atBreak, -0.25)
            return Float(score)
        }
        let world = SmallWorld(columns: 200, scores: scores)
        let found = try ConcentrationArea(world.scan(7)).threshold
        #expect(found > 0.19 && found < 0.21)
        #expect(try world.targets(["threshold": "concentration-area"]).threshold == found)
    }

    @Test func `a score without two positive values has no break`() throws {
        #expect(try ConcentrationArea(SmallWorld(columns: 2, scores: [0, .nan]).scan(1)).threshold.isNaN)
        #expect(try ConcentrationArea(SmallWorld(columns: 2, scores: [0.5, 0.5]).scan(1)).threshold == 0.5)
    }
}
