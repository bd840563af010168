import Operations
import Survey
import Testing

@testable import Targets

@Suite struct TargetIdentityTests {
    private func run(_ rows: String..., after: TargetsFile? = nil) throws -> TargetsFile {
        let world = SmallWorld(columns: rows[0].count, scores: rows.joined().map { $0 == "#" ? 1 : 0 })
        return try world.targets(["above": 0.5], after: after)
    }

    @Test func `a target keeps its id when one cell changes, whichever it is`() throws {
        let first = try run("......", ".###..", ".###..", "......")
        let id = first.targets[0].id
        #expect(first.targets[0].change == nil)
        for (row, column) in [(1, 1), (1, 2), (2, 3)] {
            var rows = ["......", ".###..", ".###..", "......"].map(Array.init)
            rows[row][column] = "."
            let world = SmallWorld(columns: 6, scores: rows.joined().map { $0 == "#" ? 1 : 0 })
            let next = try world.targets(["above": 0.5], after: first)
            #expect(next.targets.map(\.id) == [id])
            #expect(next.targets[0].change == Target.Change(kind: .shrunk, from: [id]))
        }
        let grown = try run("......", ".####.", ".###..", "......", after: first)
        #expect(grown.targets[0].change?.kind == .grown && grown.targets[0].id == id)
        let same = try run("......", ".###..", ".###..", "......", after: first)
        #expect(same.targets[0].change?.kind == .same && same.gone == [])
    }

    @Test func `what is new, gone, merged and split is said`() throws {
        let first = try run("##..##", "......", "##....")
        let ids = Dictionary(first.targets.map { ($0.bounds, $0.id) }, uniquingKeysWith: { a, _ in a })
        let west = try #require(first.targets.first { $0.bounds.west == 300_000 && $0.bounds.north == 3_200_000 }?.id)
        let east = try #require(first.targets.first { $0.bounds.west > 300_000 }?.id)
        let south = try #require(first.targets.first { $0.bounds.north < 3_200_000 }?.id)
        #expect(ids.count == 3)

        let merged = try run("######", "......", "......", after: first)
        #expect(merged.targets.count == 1)
        #expect(merged.targets[0].change?.kind == .merged)
        #expect(Set(merged.targets[0].change?.from ?? []) == [west, east])
        let gone = try #require(merged.gone)
        #expect(gone.map(\.id).contains(south))
        #expect(gone.first { $0.id == south }?.into == [])
        #expect(gone.first { $0.id != south }?.into == [merged.targets[0].id])

        let split = try run("###.##", "......", "......", after: merged)
        #expect(split.targets.map { $0.change?.kind } == [.split, .split])
        #expect(split.targets.count { $0.id == merged.targets[0].id } == 1)
        #expect(Set(split.targets.map(\.id)).count == 2)
        #expect(split.targets.first { $0.cells == 3 }?.id == merged.targets[0].id)

        let new = try run("......", "......", "....##", after: first)
        #expect(new.targets[0].change == Target.Change(kind: .new))
        #expect(new.gone?.count == 3)
    }

    @Test func `an id that is kept is not given to another target`() throws {
        // The best cell of the second run's new target lies where the first run's target, now grown away, was named.
        let first = try run("#...")
        let grown = try run("##..", after: first)
        let moved = try run(".#..", after: grown)
        let both = try run("#..#", after: try run(".###", after: try run("####", after: moved)))
        #expect(Set(both.targets.map(\.id)).count == both.targets.count)
        #expect(moved.targets[0].id == first.targets[0].id)
    }
}
