import Operations
import Survey
import Testing

@testable import Targets

@Suite struct SaddleSplitTests {
    /// Peaks that stand at least `persistence` above the saddle to anything higher, and the highest itself, by flooding
    /// from each cell on every level.
    private func standingPeaks(_ scores: [Float], columns: Int, _ persistence: Double, diagonal: Bool) -> Int {
        let rows = scores.count / columns
        func reached(from start: Int, level: Float) -> Set<Int> {
            var seen: Set<Int> = [start]
            var open = [start]
            while let cell = open.popLast() {
                for south in -1...1 {
                    for east in -1...1 where diagonal || east == 0 || south == 0 {
                        let (column, row) = (cell % columns + east, cell / columns + south)
                        guard (0..<columns).contains(column), (0..<rows).contains(row) else { continue }
                        let next = row * columns + column
                        if scores[next] >= level && seen.insert(next).inserted { open.append(next) }
                    }
                }
            }
            return seen
        }
        let levels = scores.sorted(by: >)
        return scores.indices.count { cell in
            let saddle = levels.first { level in
                level <= scores[cell] && reached(from: cell, level: level).contains { scores[$0] > scores[cell] }
            }
            guard let saddle else { return true }
            return saddle < scores[cell] && Double(scores[cell]) - Double(saddle) >= persistence
        }
    }

    @Test(arguments: [false, true]) func `as many pieces come as peaks stand above their saddles`(_ diagonal: Bool)
        throws
    {
        var random = SplitMix(seed: 31)
        for round in 0..<25 {
            let columns = 7
            // All different, so that no tie hides a peak.
            let scores = (0..<49).map { Float(0.5 + 0.4 * random.unit()) + Float($0) * 1e-6 }
            let persistence = [0.02, 0.1, 0.2][round % 3]
            let world = SmallWorld(columns: columns, scores: scores)
            let found = try world.targets(
                ["above": 0.4, "split": .number(persistence), "diagonal": .flag(diagonal)], height: 1 + round % 5)
            #expect(found.targets.count == standingPeaks(scores, columns: columns, persistence, diagonal: diagonal))
            #expect(found.targets.reduce(0) { $0 + $1.cells } == 49)
            let pieces = found.targets.map { cells(in: $0.outline, of: world.grid) }
            #expect(pieces.reduce(into: Set<Cell>()) { $0.formUnion($1) }.count == 49)
        }
    }

    @Test func `two hills part at their saddle and a bump on one of them does not`() throws {
        let world = SmallWorld(columns: 9, scores: [0.6, 0.9, 0.8, 0.82, 0.5, 0.7, 0.85, 0.7, 0.6])
        let found = try world.targets(["above": 0.4, "split": 0.1]).targets
        #expect(found.map(\.cells).sorted() == [4, 5])
        #expect(try world.targets(["above": 0.4]).targets.count == 1)
    }

    @Test func `a piece below the minimum area joins the one it meets at its highest saddle`() throws {
        let scores: [Float] = [0.9, 0.8, 0.5, 0.95, 0.4, 0.7, 0.8, 0.7]
        let parts = try SmallWorld(columns: 8, scores: scores).targets(["above": 0.3, "split": 0.1]).targets
        #expect(parts.count == 3)
        let joined = try SmallWorld(columns: 8, scores: scores)
            .targets(["above": 0.3, "split": 0.1, "minimum_area": 25_000]).targets
        #expect(parts.map(\.cells).sorted() == [2, 3, 3])
        #expect(joined.map(\.cells).sorted() == [3, 5])
    }
}
