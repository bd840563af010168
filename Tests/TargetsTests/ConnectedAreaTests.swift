import Operations
import Survey
import Testing

@testable import Targets

@Suite struct ConnectedAreaTests {
    /// Areas found the slow way: from each selected cell, all that can be reached.
    private func flood(_ world: SmallWorld, diagonal: Bool, from threshold: Float) -> Set<Set<Cell>> {
        let grid = world.grid
        var left = Set<Cell>()
        for index in world.scores.indices where world.scores[index] >= threshold {
            left.insert(Cell(column: index % grid.columns, row: index / grid.columns))
        }
        var areas: Set<Set<Cell>> = []
        while let first = left.first {
            var area: Set<Cell> = []
            var open = [first]
            left.remove(first)
            while let cell = open.popLast() {
                area.insert(cell)
                for east in -1...1 {
                    for south in -1...1 where diagonal || east == 0 || south == 0 {
                        let next = Cell(column: cell.column + east, row: cell.row + south)
                        if left.remove(next) != nil { open.append(next) }
                    }
                }
            }
            areas.insert(area)
        }
        return areas
    }

    @Test(arguments: [false, true]) func `random masks give the areas of a flood fill, at every strip height`(
        _ diagonal: Bool
    ) throws {
        var random = SplitMix(seed: diagonal ? 7 : 8)
        for round in 0..<60 {
            let columns = 1 + random.next(below: 17)
            let rows = 1 + random.next(below: 13)
            let share = [0.3, 0.5, 0.6, 0.8][round % 4]
            let scores = (0..<columns * rows).map { _ -> Float in
                random.next(below: 20) == 0 ? .nan : Float(random.unit() < share ? 1 - random.unit() * 0.3 : 0.1)
            }
            let world = SmallWorld(columns: columns, scores: scores)
            let expected = flood(world, diagonal: diagonal, from: 0.7)
            let whole = try world.targets(["above": 0.7, "diagonal": .flag(diagonal)], height: rows)
            #expect(Set(whole.targets.map { cells(in: $0.outline, of: world.grid) }) == expected)
            for target in whole.targets {
                let area = cells(in: target.outline, of: world.grid)
                let values = area.map { Double(scores[$0.row * columns + $0.column]) }
                #expect(target.cells == area.count)
                #expect(target.maximumScore == values.max())
                #expect(abs(target.meanScore - values.reduce(0, +) / Double(area.count)) < 1e-12)
            }
            for height in 1..<rows {
                #expect(
                    try world.targets(["above": 0.7, "diagonal": .flag(diagonal)], height: height).targets
                        == whole.targets)
            }
        }
    }

    @Test func `a comb that is joined at its last row is one area`() throws {
        let world = SmallWorld("#.#.#.#", "#.#.#.#", "#######")
        let found = try world.targets(["above": 0.5])
        #expect(found.targets.map(\.cells) == [15])
    }

    @Test func `cells that meet in a corner are one area with eight neighbours and two with four`() throws {
        let world = SmallWorld("#.", ".#")
        #expect(try world.targets(["above": 0.5]).targets.map(\.cells) == [2])
        #expect(try world.targets(["above": 0.5, "diagonal": false]).targets.map(\.cells) == [1, 1])
    }

    @Test func `a large noisy raster keeps to its bounds in slots and still finds all areas`() throws {
        var random = SplitMix(seed: 3)
        let world = SmallWorld(columns: 120, scores: (0..<120 * 90).map { _ in random.unit() < 0.45 ? 1 : 0 })
        let found = try world.targets(["above": 0.5], height: 7).targets
        let expected = flood(world, diagonal: true, from: 0.5)
        #expect(found.count == expected.count)
        #expect(found.map(\.cells).sorted() == expected.map(\.count).sorted())
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    mutating func next(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
    /// In 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
