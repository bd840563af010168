import KernelTypes
import Operations
import Survey
import Testing

@testable import Targets

@Suite struct TargetHitsTests {
    @Test func `places inside the best targets are found, and chance is their share of the scored cells`() throws {
        let world = SmallWorld(columns: 4, scores: [0.9, 0.9, 0.1, 0.6, 0.1, 0.1, 0.1, 0.1, .nan, .nan, 0.1, 0.1])
        let targets = try world.targets(["above": 0.5]).targets
        let inFirst = Point(x: 300_150, y: 3_199_950)
        let inSecond = Point(x: 300_350, y: 3_199_950)
        let nowhere = Point(x: 300_050, y: 3_199_850)
        let unscored = Point(x: 300_050, y: 3_199_750)
        let outside = Point(x: 0, y: 0)
        let places = [inSecond, inFirst, nowhere, unscored, outside]
        let best = try TargetHits(
            of: places, in: targets.reversed(), best: 1, within: 0, on: world.grid, scan: world.scan(2))
        #expect(best.ranks == [nil, 1, nil, nil, nil])
        #expect(best.places == 3 && best.found == 1 && best.targets == 1)
        #expect(best.areaShare == 0.2)
        #expect(best.expectedByChance == 3 * 0.2)
        let all = try TargetHits(of: places, in: targets, best: 9, within: 0, on: world.grid, scan: world.scan(1))
        #expect(all.ranks == [2, 1, nil, nil, nil] && all.targets == 2)
    }

    @Test func `distance counts from the outline, as measured from every cell's edge`() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<20 {
            let world = SmallWorld(columns: 15, scores: (0..<150).map { _ in random.unit() < 0.06 ? 1 : 0 })
            let targets = try world.targets(["above": 0.5]).targets
            let grid = world.grid
            let metres = random.unit() * 400
            let places = (0..<40).map { _ in
                Point(x: grid.west + random.unit() * 1500, y: grid.south + random.unit() * 1000)
            }
            let hits = try TargetHits(
                of: places, in: targets, best: 100, within: metres, on: grid, scan: world.scan(4))
            let cells = cells(in: targets.flatMap(\.outline), of: grid)
            func isNear(_ point: Point) -> Bool {
                cells.contains { cell in
                    let centre = grid.centre(column: cell.column, row: cell.row)
                    let east = max(0, abs(point.x - centre.x) - 50)
                    let north = max(0, abs(point.y - centre.y) - 50)
                    return east * east + north * north <= metres * metres
                }
            }
            #expect(hits.ranks.map { $0 != nil } == places.map(isNear))
            let near = (0..<150).count { isNear(grid.centre(column: $0 % 15, row: $0 / 15)) }
            #expect(hits.areaShare == Double(near) / 150)
        }
    }

    @Test func `without targets nothing is found and nothing expected`() throws {
        let world = SmallWorld("..", "..")
        let hits = try TargetHits(
            of: [Point(x: 300_050, y: 3_199_950)], in: [], best: 10, within: 1000, on: world.grid, scan: world.scan(1))
        #expect(hits.found == 0 && hits.places == 1 && hits.expectedByChance == 0)
    }
}
