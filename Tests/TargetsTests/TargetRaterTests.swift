import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Targets

@Suite struct TargetRaterTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 100, cellWidth: 100, cellHeight: 100, columns: 12, rows: 1)

    /// Twelve targets of one cell each, their scores falling.
    private func targets(uncertainty: Double? = nil) -> TargetsFile {
        let targets = (0..<12).map { index -> Target in
            let (west, east) = (Double(index) * 100, Double(index + 1) * 100)
            let ring = [
                Point(x: west, y: 100), Point(x: west, y: 0), Point(x: east, y: 0), Point(x: east, y: 100),
                Point(x: west, y: 100),
            ]
            let score = 0.9 - 0.05 * Double(index)
            return Target(
                id: "T-\(index + 1)", rank: index + 1, meanScore: score, maximumScore: score,
                meanUncertainty: uncertainty, cells: 1, squareMetres: 10_000, centroid: Point(x: west + 50, y: 50),
                bounds: Bounds(west: west, south: 0, east: east, north: 100), geographic: nil, nearest: nil,
                contributions: [], outline: [[ring]])
        }
        return TargetsFile(evidence: [], threshold: 0.1, crs: "EPSG:32641", targets: targets, known: [])
    }

    private func bench(
        _ file: TargetsFile? = nil, access: [Float]? = nil, exclusion: [Float]? = nil, risk: [Float]? = nil,
        values: AssessmentsFile? = nil
    ) -> MemoryBench {
        let bench = MemoryBench()
        bench.put(value: file ?? targets(), as: "targets")
        if let access { bench.put(Strip(columns: 12, values: access), on: grid, as: "access", named: "port") }
        if let exclusion { bench.put(Strip(columns: 12, values: exclusion), on: grid, as: "exclusions", named: "park") }
        if let risk { bench.put(Strip(columns: 12, values: risk), on: grid, as: "risks", named: "flood") }
        if let values { bench.put(value: values, as: "values") }
        return bench
    }

    private func ranked(
        _ bench: MemoryBench, _ parameters: [String: ParameterValue]
    ) throws -> ([Target], AssessmentsFile) {
        try bench.run(TargetRater.self, parameters)
        let file = try bench.value(given: "ranked", as: TargetsFile.self)
        #expect(file.targets.map(\.rank) == Array(1...file.targets.count))
        return (file.targets, try bench.value(given: "assessments", as: AssessmentsFile.self))
    }

    @Test func `with weights, prices and models fixed, a target is in the best five or it is not`() throws {
        let (targets, file) = try ranked(bench(), ["weights": .map(["score": 1]), "vary": .list([])])
        #expect(targets.map(\.id) == (1...12).map { "T-\($0)" })
        #expect(file.assessments.map { $0.stability?.topFive } == (1...12).map { $0 <= 5 ? 1 : 0 })
        #expect(file.assessments.map { $0.stability?.topTen } == (1...12).map { $0 <= 10 ? 1 : 0 })
        #expect(file.assessments.map { $0.stability?.best } == Array(1...12))
    }

    @Test func `uncertain scores make the border of the list uncertain, and chances add up to its length`() throws {
        let (_, file) = try ranked(bench(targets(uncertainty: 0.1)), ["weights": .map(["score": 1]), "draws": 2000])
        let five = file.assessments.compactMap { $0.stability?.topFive }
        #expect(abs(five.reduce(0, +) - 5) < 1e-9)
        #expect(five[0] > 0.9 && five[11] < 0.1 && five[4] > 0.3 && five[4] < 0.7)
        let (_, again) = try ranked(bench(targets(uncertainty: 0.1)), ["weights": .map(["score": 1]), "draws": 2000])
        #expect(again == file)
    }

    @Test func `of two equal targets with opposite merits each is first half of the time`() throws {
        var file = targets()
        file.targets = Array(file.targets.prefix(2))
        file.targets[0].agreement = 0.5
        file.targets[0].meanScore = 1
        file.targets[1].agreement = 1
        file.targets[1].meanScore = 0.5
        let bench = bench(file)
        try bench.run(
            TargetRater.self,
            ["weights": .map(["score": 1, "agreement": 1]), "draws": 4000, "weight_spread": 0.5])
        let found = try bench.value(given: "assessments", as: AssessmentsFile.self)
        // The place of the best of 95 % of the draws is 1, that of the worst 2, for both.
        #expect(found.assessments.map { $0.stability?.best } == [1, 1])
        #expect(found.assessments.map { $0.stability?.worst } == [2, 2])
    }

    @Test func `an exclusion takes a target off the list and says so; a risk weighs and is shown apart`() throws {
        var exclusion = [Float](repeating: 0, count: 12)
        exclusion[0] = 1
        var risk = [Float](repeating: 0, count: 12)
        risk[1] = 0.5
        let (targets, file) = try ranked(
            bench(exclusion: exclusion, risk: risk),
            [
                "weights": .map(["score": 1]), "vary": .list([]), "risk_weights": .map(["flood": 0.8]),
                "sources": .map(["park": "WDPA 2026", "flood": "survey"]),
            ])
        #expect(targets.last?.id == "T-1" && targets.first?.id == "T-3")
        #expect(targets.last?.meanScore == 0.9)
        let excluded = try #require(file.assessments.last)
        #expect(excluded.isExcluded && excluded.composite == 0 && excluded.stability == nil)
        #expect(
            excluded.constraints.first
                == .init(
                    name: "park", isExclusion: true, level: 1, weight: 1, source: "WDPA 2026"))
        let flooded = try #require(file.assessments.first { $0.id == "T-2" })
        #expect(abs(flooded.composite - 0.85 / 0.9 * (1 - 0.8 * 0.5)) < 1e-9)
        #expect(flooded.utilities == [.init(name: "score", value: 0.85 / 0.9, weight: 1)])
    }

    @Test func `access counts by its hours, and what no way leads to counts nothing`() throws {
        let hours: [Float] = [8, 0, .nan, 24, 8, 8, 8, 8, 8, 8, 8, 8]
        let (_, file) = try ranked(
            bench(access: hours), ["weights": .map(["access": 1]), "half_hours": 8, "method": "sum", "vary": .list([])])
        func utility(_ id: String) -> Double? { file.assessments.first { $0.id == id }?.utilities.first?.value }
        #expect(utility("T-2") == 1 && utility("T-1") == 0.5 && utility("T-3") == 0 && utility("T-4") == 0.25)
    }

    @Test func `scenarios change weights and prices, and are compared in a table`() throws {
        func value(_ dollars: Double, _ commodity: String) -> TargetAssessment.Value {
            let same = TargetAssessment.Quantiles(p90: dollars, p50: dollars, p10: dollars)
            return .init(
                chance: 1, deposits: 1, ore: same, metals: [.init(commodity: commodity, tonnes: same, share: 1)],
                dollars: same, expected: dollars, curve: Array(repeating: dollars, count: 21))
        }
        let values = AssessmentsFile(
            assessments: (0..<12).map {
                TargetAssessment(id: "T-\($0 + 1)", value: value($0 == 11 ? 150 : 100, $0 == 11 ? "Au" : "Cu"))
            })
        let bench = bench(values: values)
        let (targets, file) = try ranked(
            bench,
            [
                "weights": .map(["value": 1]), "vary": .list([]),
                "scenarios": .map([
                    "copper-up": .map(["prices": .map(["Cu": 2])]),
                    "score-only": .map(["weights": .map(["value": 0, "score": 1]), "method": "topsis"]),
                ]),
            ])
        #expect(targets.first?.id == "T-12")
        #expect(file.scenarios.map(\.name) == ["base", "copper-up", "score-only"])
        #expect(file.scenarios.map(\.order.first) == ["T-12", "T-1", "T-1"])
        let table = try bench.table(given: "scenarios")
        #expect(table.columns == ["id", "rank_base", "rank_copper-up", "rank_score-only"])
        #expect(table.rows.first == [.text("T-12"), .whole(1), .whole(12), .whole(12)])
        let ranking = try bench.table(given: "ranking")
        #expect(ranking.rows.count == 12 && ranking.columns.contains("top5"))
    }

    /// Numbers by hand: columns (0.5, 1) and (1, 0.5), weights one half each.
    @Test func `the three methods give what their formulas say`() {
        let criteria = [[0.5, 1.0], [1, 0.5], [0.5, 0]]
        let weights = [0.5, 0.5]
        #expect(RankingMethod.sum.composite(criteria, weights: weights) == [0.75, 0.75, 0.25])
        let product = RankingMethod.utility.composite(criteria, weights: weights)
        #expect(abs(product[0] - 0.5.squareRoot()) < 1e-12 && abs(product[2] - 0.005.squareRoot()) < 1e-12)
        let topsis = RankingMethod.topsis.composite(criteria, weights: weights)
        // Scaled by 1.224745 and 1.118034: distances 0.204124 and 0.447214 from ideal and worst for the first.
        #expect(abs(topsis[0] - 0.447_213_6 / (0.447_213_6 + 0.204_124_1)) < 1e-6)
        #expect(abs(topsis[2]) < 1e-12)
    }

    @Test func `an unknown criterion or an empty list is told`() throws {
        #expect(throws: OperationError.self) { try bench().run(TargetRater.self, ["weights": .map(["beauty": 1])]) }
        #expect(throws: OperationError.self) {
            try bench().run(TargetRater.self, ["scenarios": .map(["a": .map(["wieght": .map([:])])])])
        }
        var none = targets()
        none.targets = []
        let empty = bench(none)
        try empty.run(TargetRater.self)
        #expect(empty.notes == ["there are no targets to rank"])
        #expect(try empty.table(given: "ranking").rows.isEmpty)
        let plain = bench()
        try plain.run(TargetRater.self, ["weights": .map(["score": 1, "value": 1])])
        #expect(plain.notes == ["'value' is not known of every target, so it does not count in the ranking"])
    }
}
