import Operations
import Survey
import Testing

@testable import Targets

@Suite struct OutlineSimplificationTests {
    private func cross(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    }

    /// Whether two edges share a point other than a common end.
    private func meet(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        let ends = [a, b].contains(c) || [a, b].contains(d)
        let (p, q) = (cross(a, b, c), cross(a, b, d))
        let (r, s) = (cross(c, d, a), cross(c, d, b))
        if (p > 0 && q < 0 || p < 0 && q > 0) && (r > 0 && s < 0 || r < 0 && s > 0) { return true }
        guard !ends else { return false }
        func on(_ point: Point, _ from: Point, _ to: Point, _ turn: Double) -> Bool {
            turn == 0 && min(from.x, to.x) <= point.x && point.x <= max(from.x, to.x)
                && min(from.y, to.y) <= point.y && point.y <= max(from.y, to.y)
        }
        return on(c, a, b, p) || on(d, a, b, q) || on(a, c, d, r) || on(b, c, d, s)
    }

    @Test(arguments: [1.0, 2, 4]) func `no outline crosses itself or another, and holes stay inside`(_ cells: Double)
        throws
    {
        var random = SplitMix(seed: 41)
        var taken = 0
        for round in 0..<30 {
            let columns = 16
            let share = [0.5, 0.6, 0.7][round % 3]
            let world = SmallWorld(
                columns: columns, scores: (0..<columns * 14).map { _ in Float(random.unit() < share ? 1 : 0) })
            let exact = try world.targets(["above": 0.5]).targets
            let simple = try world.targets(["above": 0.5, "simplify": .number(cells)]).targets
            #expect(exact.map(\.id) == simple.map(\.id))
            #expect(exact.map { $0.outline.map(\.count) } == simple.map { $0.outline.map(\.count) })
            let rings = simple.flatMap { $0.outline.flatMap { $0 } }
            taken +=
                exact.flatMap { $0.outline.joined() }.reduce(0) { $0 + $1.count } - rings.reduce(0) { $0 + $1.count }
            for ring in rings {
                #expect(ring.first == ring.last && ring.count >= 5)
                #expect(Set(ring.dropLast()).count == ring.count - 1)
            }
            for (a, b) in zip(exact, simple) {
                for (before, after) in zip(a.outline, b.outline) {
                    #expect(zip(before, after).allSatisfy { (twiceArea($0) > 0) == (twiceArea($1) > 0) })
                    // A hole lies in its polygon: without crossings, one corner inside is all inside.
                    for hole in after.dropFirst() { #expect(holds(after[0], hole)) }
                }
            }
            let edges = rings.flatMap { ring in zip(ring, ring.dropFirst()).map { ($0, $1) } }
            for first in edges.indices {
                for second in edges.indices where second > first {
                    let (a, b) = (edges[first], edges[second])
                    #expect(!meet(a.0, a.1, b.0, b.1), "\(a) meets \(b)")
                }
            }
        }
        #expect(taken > 0)
    }

    /// Whether a corner of a ring, moved a little inwards of it, lies in another.
    private func holds(_ ring: [Point], _ hole: [Point]) -> Bool {
        let middle = Point(
            x: (hole[0].x + hole[1].x) / 2, y: (hole[0].y + hole[1].y) / 2)
        let length =
            ((hole[1].x - hole[0].x) * (hole[1].x - hole[0].x) + (hole[1].y - hole[0].y) * (hole[1].y - hole[0].y))
            .squareRoot()
        // Clockwise: the hole's inside is on the right.
        let probe = Point(
            x: middle.x + (hole[1].y - hole[0].y) / length * 1e-3, y: middle.y - (hole[1].x - hole[0].x) / length * 1e-3
        )
        let crossings = zip(ring, ring.dropFirst()).count { a, b in
            (a.y > probe.y) != (b.y > probe.y)
                && probe.x < a.x + (probe.y - a.y) / (b.y - a.y) * (b.x - a.x)
        }
        return crossings % 2 == 1
    }

    @Test func `a staircase becomes a slope, and a border between pieces stays the same for both`() throws {
        let world = SmallWorld("#.....", "##....", "###...", "####..", "#####.", "######")
        let simple = try world.targets(["above": 0.5, "simplify": 2]).targets
        #expect((simple.first?.outline.first?.first?.count ?? 99) <= 7)
        let hills = SmallWorld(
            columns: 4,
            scores: [
                0.9, 0.7, 0.5, 0.6, 0.8, 0.5, 0.7, 0.9, 0.7, 0.6, 0.5, 0.8,
            ])
        let parts = try hills.targets(["above": 0.3, "split": 0.1, "simplify": 3]).targets
        #expect(parts.count == 2)
        let shared = parts.map { Set($0.outline.joined().joined()) }
        #expect(shared[0].intersection(shared[1]).count >= 2)
    }
}
