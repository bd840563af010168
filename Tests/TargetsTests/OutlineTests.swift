import Operations
import Survey
import Testing

@testable import Targets

@Suite struct OutlineTests {
    /// What RFC 7946 and the simple features standard ask of a polygon.
    private func check(_ target: Target, on grid: AnalysisGrid) {
        var area = 0.0
        for polygon in target.outline {
            for (index, ring) in polygon.enumerated() {
                #expect(ring.first == ring.last)
                #expect(Set(ring.dropLast()).count == ring.count - 1, "a ring touches itself")
                #expect(index == 0 ? twiceArea(ring) > 0 : twiceArea(ring) < 0)
                #expect(zip(ring, ring.dropFirst()).allSatisfy { ($0.x == $1.x) != ($0.y == $1.y) })
                area += twiceArea(ring) / 2
            }
            // A hole lies in its own outer ring: its cells are those of its outer ring less the holes'.
            let inside = cells(in: [polygon], of: grid)
            let outer = cells(in: [[polygon[0]]], of: grid)
            let holes = polygon.dropFirst().map { cells(in: [[$0]], of: grid) }
            #expect(holes.allSatisfy { $0.isSubset(of: outer) })
            #expect(inside.count == outer.count - holes.reduce(0) { $0 + $1.count })
            #expect(isConnected(inside), "the inside of a polygon is one piece")
        }
        #expect(area == target.squareMetres)
    }

    private func isConnected(_ cells: Set<Cell>) -> Bool {
        var left = cells
        guard let first = left.popFirst() else { return true }
        var open = [first]
        while let cell = open.popLast() {
            for (east, south) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                let next = Cell(column: cell.column + east, row: cell.row + south)
                if left.remove(next) != nil { open.append(next) }
            }
        }
        return left.isEmpty
    }

    @Test(arguments: [false, true]) func `outlines of random masks are valid polygons of the cells' area`(
        _ diagonal: Bool
    ) throws {
        var random = SplitMix(seed: 11)
        for round in 0..<80 {
            let columns = 1 + random.next(below: 14)
            let rows = 1 + random.next(below: 14)
            let share = [0.4, 0.55, 0.65, 0.75][round % 4]
            let world = SmallWorld(
                columns: columns, scores: (0..<columns * rows).map { _ in random.unit() < share ? 1 : 0 })
            for target in try world.targets(["above": 0.5, "diagonal": .flag(diagonal)]).targets {
                check(target, on: world.grid)
            }
        }
    }

    @Test func `one cell is a square, counter-clockwise from its north-west corner`() throws {
        let world = SmallWorld("...", ".#.", "...")
        let target = try #require(try world.targets(["above": 0.5]).targets.first)
        let (west, north) = (300_100.0, 3_199_900.0)
        #expect(
            target.outline == [
                [
                    [
                        Point(x: west, y: north), Point(x: west, y: north - 100),
                        Point(x: west + 100, y: north - 100), Point(x: west + 100, y: north), Point(x: west, y: north),
                    ]
                ]
            ])
    }

    @Test func `cells that meet in a corner become two polygons of one target`() throws {
        let world = SmallWorld("#.", ".#")
        let target = try #require(try world.targets(["above": 0.5]).targets.first)
        #expect(target.outline.map(\.count) == [1, 1])
    }

    @Test func `a hole that reaches the outside only over a corner stays a hole`() throws {
        let world = SmallWorld("####", "#.##", "##.#", "###.")
        let target = try #require(try world.targets(["above": 0.5]).targets.first)
        #expect(target.outline.map(\.count) == [3])
        check(target, on: world.grid)
    }

    @Test func `an island in the hole of its own target is a polygon of its own`() throws {
        let world = SmallWorld("#####.", "#...#.", "#.#.#.", "#..#..", "####..")
        let targets = try world.targets(["above": 0.5]).targets
        let target = try #require(targets.first)
        #expect(targets.count == 1)
        for target in targets { check(target, on: world.grid) }
        #expect(target.outline.map(\.count) == [2, 1])
    }
}
