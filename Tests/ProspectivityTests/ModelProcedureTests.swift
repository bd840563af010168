import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

/// Each supervised model on planted and on scattered deposits.
@Suite struct ModelProcedureTests {
    static let quick: [String: ParameterValue] = ["area_sample": 200, "null_runs": 19, "block_size": 3000]

    @Test func `weights of evidence find planted deposits better than chance`() throws {
        let bench = PlantedWorld(seed: 11, deposits: 40).bench()
        var set = Self.quick
        set["classes"] = .map(["hills": "descending", "noise": "descending"])
        try bench.run(WeightsProcedure.self, set)
        let evaluation = try bench.value(given: "evaluation", as: Evaluation.self)
        let null = try #require(evaluation.null)
        #expect(null.isAssociated && null.probability == 1.0 / 20)
        #expect((evaluation.figure("auc_held_out") ?? 0) > 0.75)
        #expect(evaluation.sentences[0].hasPrefix("the best tenth of the area holds"))
        let model = try bench.value(given: "model", as: DepositModel.self)
        #expect(model.points == 40 && model.evidence == ["hills", "noise"] && model.isProbability)
        #expect(try bench.strip("posterior").cells.values.allSatisfy { $0 > 0 && $0 < 1 })
        let bands = Set(try bench.strip("band").cells.values)
        #expect(bands.isSubset(of: [0, 1, 2, 3]) && bands.isSuperset(of: [1, 3]), "\(bands)")
        #expect((evaluation.importance.first?.permutation ?? 0) > 0.1)
        #expect(try bench.table(given: "curves").rows.count > 400)
    }

    @Test func `weights of evidence on scattered deposits say that there is no association`() throws {
        let bench = PlantedWorld(seed: 12, deposits: 40, follows: false).bench()
        var set = Self.quick
        set["classes"] = .map(["hills": "descending", "noise": "descending"])
        try bench.run(WeightsProcedure.self, set)
        let evaluation = try bench.value(given: "evaluation", as: Evaluation.self)
        #expect(evaluation.sentences[0].hasPrefix("no association found"))
        #expect(bench.notes.contains { $0.hasPrefix("no association found") })
    }

    @Test func `a logistic model finds planted deposits, and its expected deposits are the known ones`() throws {
        let bench = PlantedWorld(seed: 11, deposits: 40).bench()
        var set = Self.quick
        set["unit_cell"] = 0.25
        set["background"] = 1200
        try bench.run(LogisticProcedure.self, set)
        let evaluation = try bench.value(given: "evaluation", as: Evaluation.self)
        #expect(evaluation.null?.isAssociated == true)
        #expect((evaluation.figure("auc_held_out") ?? 0) > 0.75)
        let score = try bench.strip("score").cells.values
        // A cell is a unit cell; negatives are a sample, so that the sum is near, not equal.
        let expected = score.reduce(0) { $0 + Double($1) }
        #expect(abs(expected - 40) < 8)
        #expect(try bench.strip("uncertainty").cells.values.allSatisfy { $0 > 0 && $0 < 0.5 })
        let bands = Set(try bench.strip("band").cells.values)
        #expect(bands.isSubset(of: [0, 1, 2, 3]) && bands.isSuperset(of: [1, 3]))
        let table = try bench.table(given: "coefficients")
        #expect(table.rows.map { $0[0] } == [.text("intercept"), .text("hills"), .text("noise")])
    }

    @Test func `a logistic model on scattered deposits says that there is no association`() throws {
        let bench = PlantedWorld(seed: 12, deposits: 40, follows: false).bench()
        var set = Self.quick
        set["background"] = 400
        try bench.run(LogisticProcedure.self, set)
        let evaluation = try bench.value(given: "evaluation", as: Evaluation.self)
        #expect(evaluation.sentences[0].hasPrefix("no association found"))
    }

    @Test func `the result depends on neither threads nor the order of strips`() throws {
        let benches = [1, 2].map { threads in
            let bench = PlantedWorld(seed: 11, deposits: 30).bench()
            bench.threads = threads
            return bench
        }
        for bench in benches {
            try bench.run(LogisticProcedure.self, ["area_sample": 200, "background": 200, "null_runs": 3])
        }
        let scores = try benches.map { try $0.strip("score").cells.values.map(\.bitPattern) }
        #expect(scores[0] == scores[1])
        let evaluations = try benches.map { try $0.value(given: "evaluation", as: Evaluation.self) }
        #expect(evaluations[0] == evaluations[1])
    }

    @Test func `contributions of a logistic model add up to the log-odds`() throws {
        let world = PlantedWorld(seed: 11, deposits: 30)
        let bench = world.bench()
        try bench.run(LogisticProcedure.self, ["evaluate": false])
        let model = try bench.value(given: "model", as: DepositModel.self)
        guard case .logistic(let rule) = model.rule else {
            Issue.record("a logistic rule")
            return
        }
        let inputs = [world.hills, world.noise].map { Strip(columns: PlantedWorld.side, values: $0) }
        inputs[1].cells[5] = .nan
        for input in inputs { input.cells[6] = .nan }
        let outputs = inputs.map { _ in Strip(columns: 48, rows: 0..<48, rasterRows: 48) }
        model.contributions(of: inputs, into: outputs)
        let score = Strip(columns: 48, rows: 0..<48, rasterRows: 48)
        model.score(inputs, into: score, deviation: nil)
        #expect(outputs[1].cells[5] == 0 && outputs[0].cells[6].isNaN && score.cells[6].isNaN)
        for index in [0, 5, 700, 2303] {
            let logit = rule.intercept + Double(outputs[0].cells[index]) + Double(outputs[1].cells[index])
            #expect(abs(Logistic.probability(logit) - Double(score.cells[index])) < 1e-6)
        }
    }

    @Test func `an evidence's own error widens the uncertainty where it is large`() throws {
        let world = PlantedWorld(seed: 11, deposits: 30)
        let plain = world.bench()
        try plain.run(LogisticProcedure.self, ["evaluate": false])
        let bench = world.bench()
        let error = Strip(columns: 48, values: (0..<2304).map { $0 < 1152 ? 0 : 0.5 })
        bench.put(error, on: world.grid, as: "error", named: "hills_sd")
        try bench.run(LogisticProcedure.self, ["evaluate": false, "errors": .map(["hills": "hills_sd"])])
        let before = try plain.strip("uncertainty").cells.values
        let after = try bench.strip("uncertainty").cells.values
        #expect(zip(before, after).prefix(1152).allSatisfy { abs($0 - $1) <= 1e-6 * $0 })
        #expect(zip(before, after).suffix(1152).allSatisfy { $0 < $1 })
    }

    @Test func `boosted trees and a forest find planted deposits, calibrated, with their spread`() throws {
        for kind in [BoostedTreesProcedure.self, RandomForestProcedure.self] as [any Procedure.Type] {
            let bench = PlantedWorld(seed: 11, deposits: 40).bench()
            var set = Self.quick
            set["trees"] = 15
            set["bootstrap"] = 3
            set["negatives_per_point"] = 4
            set["unit_cell"] = 0.25
            try Self.run(kind, set, at: bench)
            let evaluation = try bench.value(given: "evaluation", as: Evaluation.self)
            #expect(evaluation.null?.isAssociated == true)
            #expect((evaluation.figure("auc_held_out") ?? 0) > 0.7)
            let score = try bench.strip("score").cells.values
            #expect(score.allSatisfy { $0 > 0 && $0 < 1 })
            let expected = score.reduce(0) { $0 + Double($1) }
            #expect(expected > 20 && expected < 80)
            #expect(try bench.strip("uncertainty").cells.values.allSatisfy { $0 >= 0 && $0 < 0.6 })
            #expect(Set(try bench.strip("band").cells.values).isSubset(of: [0, 1, 2, 3]))
        }
    }

    @Test(arguments: [false, true])
    func `trees on scattered deposits say that there is no association`(_ isForest: Bool) throws {
        let bench = PlantedWorld(seed: 12, deposits: 40, follows: false).bench()
        let kind: any Procedure.Type = isForest ? RandomForestProcedure.self : BoostedTreesProcedure.self
        var set = Self.quick
        set["trees"] = 10
        set["bootstrap"] = 0
        set["negatives_per_point"] = 4
        try Self.run(kind, set, at: bench)
        let evaluation = try bench.value(given: "evaluation", as: Evaluation.self)
        #expect(evaluation.sentences[0].hasPrefix("no association found"))
    }

    private static func run(
        _ procedure: any Procedure.Type, _ set: [String: ParameterValue], at bench: MemoryBench
    ) throws {
        func run<P: Procedure>(_ procedure: P.Type) throws { try bench.run(procedure, set) }
        try run(procedure)
    }
}
