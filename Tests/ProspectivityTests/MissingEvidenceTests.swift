import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

/// What is not known makes a tree's score less sure.
@Suite struct MissingEvidenceTests {
    private static let settings: [String: ParameterValue] = [
        "evaluate": false, "trees": 15, "bootstrap": 3, "negatives_per_point": 4, "unit_cell": 0.25,
        "calibration": "none",
    ]

    @Test(arguments: [false, true])
    func `a tree's uncertainty grows by the spread of the score over values that may stand there`(
        _ isForest: Bool
    ) throws {
        var world = PlantedWorld(seed: 11, deposits: 40)
        let hole = 30..<60
        for cell in hole { world.hills[cell] = .nan }
        let bench = world.bench()
        let procedure: any Procedure.Type = isForest ? RandomForestProcedure.self : BoostedTreesProcedure.self
        func run<P: Procedure>(_ type: P.Type) throws { try bench.run(type, Self.settings) }
        try run(procedure)
        let model = try bench.value(given: "model", as: DepositModel.self)
        let uncertainty = try bench.strip("uncertainty").cells.values
        #expect(model.replicates.count == 3)
        for cell in [20, 29, 30, 44, 59, 60, 900] {
            let values = [[world.hills[cell]], [world.noise[cell]]]
            let grown = model.replicates.map { Double($0.rule.scores(of: values)[0]) }
            let mean = grown.reduce(0, +) / 3
            var variance = grown.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
            if hole.contains(cell) {
                let likely = [10, 30, 50, 70, 90].map { percentile in
                    let value = model.profiles[0].percentiles[percentile]
                    return Double(model.rule.rule.scores(of: [[value], [world.noise[cell]]])[0])
                }
                let middle = likely.reduce(0, +) / 5
                variance += likely.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / 5
            }
            #expect(abs(Double(uncertainty[cell]) - variance.squareRoot()) < 1e-5, "cell \(cell)")
        }
        let inside = hole.map { uncertainty[$0] }.reduce(0, +) / Float(hole.count)
        let all = uncertainty.filter { !$0.isNaN }.reduce(0, +) / Float(uncertainty.count)
        #expect(inside > all, "\(inside) where the hills are not known, \(all) over all")
    }
}
