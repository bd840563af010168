import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Targets

@Suite struct TargetExtractionTests {
    @Test func `targets are ranked by mean, then maximum, then area, then the place of the best cell`() throws {
        let world = SmallWorld(
            columns: 9,
            scores: [
                0.9, 0, 0.75, 0.25, 0, 0.5, 0.5, 0, 0.5,
                0.0, 0, 0.00, 0.00, 0, 0.0, 0.0, 0, 0.0,
                0.5, 0, 0.00, 0.00, 0, 0.0, 0.0, 0, 0.0,
            ])
        let targets = try world.targets(["above": 0.25]).targets
        #expect(targets.map(\.rank) == [1, 2, 3, 4, 5])
        #expect(targets.map(\.cells) == [1, 2, 2, 1, 1])
        #expect(targets.map(\.maximumScore) == [Double(Float(0.9)), 0.75, 0.5, 0.5, 0.5])
        #expect(targets.map(\.bounds.west) == [300_000, 300_200, 300_500, 300_800, 300_000])
    }

    @Test func `a target has its figures, place and reasons`() throws {
        let world = SmallWorld(columns: 3, scores: [0, 0.5, 1, 0, 0, 0.75])
        let found = try world.targets(
            ["above": 0.5], uncertainty: [9, 0.1, .nan, 9, 9, 0.3],
            evidence: [
                ("weak", [9, 1, 2, 9, 9, 3]), ("strong", [9, 4, .nan, 9, 9, 6]),
                ("unknown", [9, .nan, .nan, 9, 9, .nan]),
            ],
            known: [
                Occurrence(name: "far", location: Point(x: 310_000, y: 3_199_900)),
                Occurrence(name: "b", location: Point(x: 300_250, y: 3_199_890)),
                Occurrence(name: "a", location: Point(x: 300_250, y: 3_199_890)),
            ])
        let target = try #require(found.targets.first)
        #expect(found.targets.count == 1)
        #expect(found.threshold == 0.5)
        #expect(target.meanScore == 0.75)
        #expect(target.maximumScore == 1)
        #expect(target.meanUncertainty == (Double(Float(0.1)) + Double(Float(0.3))) / 2)
        #expect(target.squareMetres == 30_000)
        #expect(abs(target.centroid.x - 300_216.666_666_7) < 1e-6)
        #expect(abs(target.centroid.y - 3_199_916.666_666_7) < 1e-6)
        #expect(target.bounds == Bounds(west: 300_100, south: 3_199_800, east: 300_300, north: 3_200_000))
        #expect(target.nearest?.name == "a")
        #expect(abs((target.nearest?.metres ?? 0) - 42.687_494_9) < 1e-6)
        #expect(
            target.contributions == [.init(evidence: "strong", value: 5), .init(evidence: "weak", value: 2)])
        #expect(target.geographic == target.centroid, "the bench's projection")
    }

    @Test func `nothing above the threshold, or no score at all, is no target`() throws {
        #expect(try SmallWorld("..", "..").targets(["above": 0.5]).targets.isEmpty)
        let missing = SmallWorld(columns: 2, scores: [.nan, .nan, .nan, .nan])
        #expect(try missing.targets(["above": 0.5]).targets.isEmpty)
        let found = try missing.targets(["quantile": 0.5])
        #expect(found.targets.isEmpty && found.threshold.isNaN)
    }

    @Test func `a raster that is all above the threshold is one target over the whole grid`() throws {
        let world = SmallWorld("####", "####")
        let target = try #require(try world.targets(["above": 1]).targets.first)
        #expect(target.cells == 8)
        #expect(target.bounds == world.grid.bounds)
        #expect(target.outline.map(\.count) == [1])
    }

    @Test func `an infinite score is no cell of a target`() throws {
        let world = SmallWorld(columns: 3, scores: [.infinity, 0.9, -.infinity])
        #expect(try world.targets(["above": 0.5]).targets.map(\.cells) == [1])
    }

    @Test func `a quantile is of the cells with a score, and ties belong to it`() throws {
        let world = SmallWorld(columns: 6, scores: [.nan, 1, 2, 3, 3, 4])
        let found = try world.targets(["quantile": 0.5])
        #expect(found.threshold == 3)
        #expect(found.targets.map(\.cells) == [3])
        #expect(try world.targets(["quantile": 0.875]).threshold == 3.5)
        #expect(try world.targets(["quantile": 0]).targets.map(\.cells) == [5])
        #expect(try world.targets(["quantile": 1]).targets.map(\.cells) == [1])
    }

    @Test func `areas smaller than the minimum are left out, equal ones stay`() throws {
        let world = SmallWorld("#.##", "....", "###.")
        let found = try world.targets(["above": 0.5, "minimum_area": 20_000])
        #expect(found.targets.map(\.cells).sorted() == [2, 3])
    }

    @Test func `a target keeps its name when its outline or the grid around it changes`() throws {
        let scores: [Float] = [0.2, 0.8, 0.9, 0.2]
        let wide = try #require(try SmallWorld(columns: 4, scores: scores).targets(["above": 0.5]).targets.first)
        let narrow = try #require(try SmallWorld(columns: 4, scores: scores).targets(["above": 0.85]).targets.first)
        #expect(wide.cells == 2 && narrow.cells == 1)
        #expect(wide.id == narrow.id)
        var elsewhere = SmallWorld(columns: 4, scores: scores)
        elsewhere.grid.west += 100
        #expect(try elsewhere.targets(["above": 0.5]).targets.first?.id != wide.id)
        #expect(wide.id.wholeMatch(of: /T-[0-9A-HJKMNP-TV-Z]{8}/) != nil)
    }

    @Test func `evidence agrees where it is above its mean, and coverage counts its cells`() throws {
        let world = SmallWorld(columns: 4, scores: [1, 1, 0, 0])
        let target = try #require(
            try world.targets(
                ["above": 0.5],
                contributions: [
                    ("up", [3, 5, 0, 0]), ("down", [-1, 0, 4, 4]), ("half", [2, .nan, 1, 1]),
                    ("none", [.nan, .nan, 1, 2]),
                ]
            ).targets.first)
        #expect(target.agreement == 2 / 3.0)
        #expect(target.coverage == 5 / 8.0)
        #expect(target.contributions.map(\.evidence) == ["up", "half", "down"])
        #expect(try world.targets(["above": 0.5]).targets.first?.coverage == nil)
    }

    @Test func `an area that never reaches the core is left out, and one that does keeps its edge`() throws {
        let world = SmallWorld(columns: 7, scores: [0.5, 0.9, 0.5, 0, 0.5, 0.6, 0.5])
        #expect(try world.targets(["above": 0.4, "core": 0.8]).targets.map(\.cells) == [3])
        #expect(
            try world.targets(["above": 0.4, "core_quantile": 1]).targets.map(\.maximumScore) == [Double(Float(0.9))])
        #expect(try world.targets(["above": 0.4]).targets.count == 2)
    }

    @Test func `nothing found is said, with what to do`() throws {
        let bench = MemoryBench()
        let world = SmallWorld("..", "..")
        bench.put(Strip(columns: 2, values: world.scores), on: world.grid, as: "score")
        _ = try world.extract(["above": 0.5], at: bench, height: 1)
        #expect(bench.notes == ["no area reaches the threshold and the minimum area: lower one of them"])
        let blank = MemoryBench()
        blank.put(Strip(columns: 2, values: [.nan, .nan]), on: SmallWorld("..").grid, as: "score")
        #expect(try SmallWorld("..").extract([:], at: blank, height: 1).threshold == nil)
        #expect(blank.notes.first?.hasPrefix("no cell has a score") == true)
    }

    @Test func `a setting that the registry does not know is refused before anything runs`() {
        #expect(throws: OperationError.self) { try TargetExtraction.declaration.resolve(["quantile": 2]) }
        #expect(throws: OperationError.self) { try TargetExtraction.declaration.resolve(["minimum": 2]) }
    }
}
