import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

/// Why a cell has its score, and what a target stands on.
@Suite struct ExplanationTests {
    private static let world = PlantedWorld(seed: 11, deposits: 30)

    /// A model that learned from the planted world, and its score.
    private static func learned() throws -> (model: DepositModel, score: [Float]) {
        let bench = world.bench()
        try bench.run(LogisticProcedure.self, ["evaluate": false])
        return (try bench.value(given: "model", as: DepositModel.self), try bench.strip("score").cells.values)
    }

    private static func bench(_ model: DepositModel) -> MemoryBench {
        let bench = MemoryBench()
        for (name, values) in [("hills", world.hills), ("noise", world.noise)] {
            bench.put(
                Strip(columns: PlantedWorld.side, values: values), on: world.grid, as: "evidence", named: name)
        }
        bench.put(value: model, as: "model")
        return bench
    }

    private static func explain(
        _ model: DepositModel, _ place: Point, _ more: [String: ParameterValue] = [:]
    ) throws -> ExplainPlace.Answer {
        let bench = bench(model)
        let parameters: [String: ParameterValue] = ["x": .number(place.x), "y": .number(place.y), "crs": "grid"]
        try bench.run(ExplainPlace.self, parameters.merging(more) { $1 })
        return try bench.value(given: "explanation", as: ExplainPlace.Answer.self)
    }

    @Test func `a cell's explanation is what the score and the contributions say there`() throws {
        let (model, score) = try Self.learned()
        let contributions = Self.bench(model)
        try contributions.run(ContributionsProcedure.self)
        for (column, row) in [(3, 4), (20, 31), (47, 47)] {
            let answer = try Self.explain(model, Self.world.grid.centre(column: column, row: row))
            let explanation = try #require(answer.explanation)
            let cell = row * PlantedWorld.side + column
            #expect(explanation.score == Double(score[cell]) && answer.model == "logistic-regression")
            for reason in explanation.reasons {
                let layer = try contributions.strip("contributions.\(reason.evidence)").cells
                #expect(reason.contribution == Double(layer[cell]), "\(reason.evidence) at \(column), \(row)")
            }
            #expect(explanation.reasons.map(\.evidence).sorted() == ["hills", "noise"])
        }
    }

    @Test func `a place is projected, and one outside of the grid is refused with where the grid lies`() throws {
        let (model, _) = try Self.learned()
        let bench = Self.bench(model)
        let centre = Self.world.grid.centre(column: 5, row: 6)
        bench.projection = { points, source, target in
            #expect(source == "WGS84" && target == "EPSG:32641")
            return points.map { Point(x: $0.x + centre.x - 66, y: $0.y + centre.y - 30) }
        }
        try bench.run(ExplainPlace.self, ["x": 66, "y": 30])
        let answer = try bench.value(given: "explanation", as: ExplainPlace.Answer.self)
        #expect(answer.x == centre.x && answer.y == centre.y && answer.decisive == nil)
        let error = #expect(throws: OperationError.self) { try Self.explain(model, Point(x: 0, y: 0)) }
        #expect(error?.reason.contains("outside of the grid") == true)
        #expect(error?.remedy.contains("300000.0, 3276000.0 and 324000.0, 3300000.0") == true, "\(error as Any)")
    }

    @Test func `evidence that decides alone is named, and a cell without evidence says so`() throws {
        let (model, score) = try Self.learned()
        let best = try #require(score.indices.max { score[$0] < score[$1] })
        let place = Self.world.grid.centre(column: best % PlantedWorld.side, row: best / PlantedWorld.side)
        let explanation = try #require(try Self.explain(model, place).explanation)
        let hills = try #require(explanation.reasons.first { $0.evidence == "hills" })
        let noise = try #require(explanation.reasons.first { $0.evidence == "noise" })
        #expect(hills.scoreAtMedian < noise.scoreAtMedian)
        let between = (hills.scoreAtMedian + min(noise.scoreAtMedian, explanation.score)) / 2
        let answer = try Self.explain(model, place, ["threshold": .number(between)])
        #expect(answer.decisive == ["hills"] && answer.sentence == "with 'hills' at its median it would drop out")
        let low = try Self.explain(model, place, ["threshold": 2])
        #expect(low.decisive == [] && low.sentence.contains("below 2"))

        let empty = MemoryBench()
        empty.put(value: model, as: "model")
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1, cellHeight: 1, columns: 1, rows: 1)
        for name in ["hills", "noise"] {
            empty.put(Strip(columns: 1, values: [.nan]), on: grid, as: "evidence", named: name)
        }
        try empty.run(ExplainPlace.self, ["x": 0.5, "y": -0.5, "crs": "grid"])
        let nothing = try empty.value(given: "explanation", as: ExplainPlace.Answer.self)
        #expect(nothing.explanation == nil && nothing.sentence.contains("none of the model's evidence"))
    }

    /// A target of the cells of a rectangle.
    private static func target(_ columns: Range<Int>, _ rows: Range<Int>, on grid: AnalysisGrid) -> Target {
        let west = grid.west + Double(columns.lowerBound) * grid.cellWidth
        let east = grid.west + Double(columns.upperBound) * grid.cellWidth
        let north = grid.north - Double(rows.lowerBound) * grid.cellHeight
        let south = grid.north - Double(rows.upperBound) * grid.cellHeight
        let ring = [(west, north), (west, south), (east, south), (east, north), (west, north)].map(Point.init)
        let cells = columns.count * rows.count
        return Target(
            id: "T-1", rank: 1, meanScore: 0, maximumScore: 0, meanUncertainty: nil, cells: cells,
            squareMetres: Double(cells) * grid.cellArea, centroid: ring[0],
            bounds: Bounds(west: west, south: south, east: east, north: north), geographic: nil, nearest: nil,
            contributions: [], outline: [[ring]])
    }

    @Test func `a target drops out where too few connected cells stay above the threshold`() throws {
        // 4 by 2 cells; the score is the smaller membership, and both evidences are 1 wherever they say more than 0.5.
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 0, cellWidth: 10, cellHeight: 10, columns: 4, rows: 2)
        let evidence = ["strong", "weak"]
        let (tree, _) = try FuzzyTree.read(
            "or(linear(strong, 0, 1), linear(weak, 0, 1))", evidence: evidence, leavesOutAbsent: false,
            of: "fuzzy-tree")
        // The cells that weak holds alone are two at the west and one at the east.
        let strong: [Float] = [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]
        let weak: [Float] = [0.8, 0.1, 0.1, 0.8, 0.8, 0.1, 0.1, 0.1]
        let model = DepositModel(
            operation: "fuzzy-tree", version: 1, settings: [:],
            profiles: evidence.map { EvidenceProfile(name: $0, values: [0, 0.2, 1]) }, rule: .fuzzy(tree), points: 0,
            negatives: 0, fingerprint: "", evaluation: nil)
        func explanation(_ leastCells: Double, isCut: Bool = true) throws -> TargetExplanation {
            let bench = MemoryBench()
            bench.put(value: model, as: "model")
            bench.put(Strip(columns: 4, values: weak), on: grid, as: "evidence", named: "weak")
            bench.put(Strip(columns: 4, values: strong), on: grid, as: "evidence", named: "strong")
            let target = Self.target(0..<4, 0..<2, on: grid)
            bench.put(value: TargetCut(threshold: 0.5, targets: [target]), as: "targets")
            try bench.run(
                ExplainTargets.self, ["minimum_area": .number(leastCells * 100), "cut": .flag(isCut)])
            #expect(bench.figures["targets_on_one_evidence"] == (isCut ? (leastCells > 2 ? 1 : 0) : nil))
            return try #require(try bench.value(given: "explanation", as: [TargetExplanation].self).first)
        }
        let three = try explanation(3)
        #expect(
            three.evidence.map(\.evidence) == ["strong", "weak"] && three.evidence.map(\.dropsOut) == [true, false])
        #expect(three.evidence.map(\.cellsLeft) == [3.0 / 8, 1])
        #expect(three.sentence == "with 'strong' at its median it would drop out of the list")
        #expect(abs(try #require(three.meanScore) - 0.9) < 1e-7)
        // The mean of max(0.2, weak) over its cells, and of weak itself.
        let atMedian = try #require(three.evidence[0].scoreAtMedian)
        let meanOfGreater: Double = 3.4 / 8
        #expect(abs(atMedian - meanOfGreater) < 1e-7)
        let added = try #require(three.evidence[1].contribution)
        let meanOfWeak: Double = 2.9 / 8
        #expect(abs(added - meanOfWeak) < 1e-7)
        let two = try explanation(2)
        #expect(two.evidence.allSatisfy { $0.dropsOut == false })
        #expect(two.sentence == "no single evidence decides: with 'strong' at its median, 38 % of its cells would stay")
        let other = try explanation(3, isCut: false)
        #expect(other.sentence.isEmpty && other.evidence.allSatisfy { $0.dropsOut == nil && $0.cellsLeft == nil })
    }

    @Test func `an outline's cells are those that it was drawn around, holes left out`() {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 100, north: 50, cellWidth: 10, cellHeight: 5, columns: 6, rows: 5)
        let outer = [(110, 45), (110, 30), (150, 30), (150, 45), (110, 45)].map { Point(x: $0.0, y: $0.1) }
        let hole = [(120, 40), (130, 40), (130, 35), (120, 35), (120, 40)].map { Point(x: $0.0, y: $0.1) }
        let cells = OutlinedCells(of: [[outer, hole]], on: grid).cells
        let expected = (1...3).flatMap { row in (1...4).map { Cell(column: $0, row: row) } }
            .filter { $0 != Cell(column: 2, row: 2) }
        #expect(cells == expected)
        #expect(OutlinedCells(of: [], on: grid).cells.isEmpty)
    }
}
