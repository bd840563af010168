import Foundation
import KernelTypes
import Operations
import Survey
import Testing

@testable import Prospectivity

@Suite struct WeightsModelTests {
    /// The formulas of Bonham-Carter (1994) and Agterberg and Bonham-Carter (1990), cell by cell with the C library.
    private func reference(_ model: WeightsModel, _ values: [Float]) -> [Double] {
        let n = Double(model.points)
        let units = model.squareKilometres / model.unitCell
        let priorLogit = log((n / units) / (1 - n / units))
        func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
        var logit = priorLogit
        var variance = 1 / n
        var missing: [WeightsTable] = []
        for (table, value) in zip(model.tables, values) {
            if let index = table.classes.index(of: value), let row = table.rows.first(where: { $0.index == index }) {
                logit += row.weight
                variance += row.deviation * row.deviation
            } else {
                missing.append(table)
            }
        }
        guard missing.count < values.count else { return [.nan, .nan, .nan] }
        let posterior = probability(logit)
        var total = posterior * posterior * variance
        for table in missing {
            let known = table.rows.reduce(0) { $0 + $1.classSquareKilometres }
            for row in table.rows {
                let difference = probability(logit + row.weight) - posterior
                total += difference * difference * row.classSquareKilometres / known
            }
        }
        return [posterior, total.squareRoot(), posterior / total.squareRoot()]
    }

    private func world(layers: Int, classes: Int, seed: UInt64) -> (world: SmallWorld, training: [Occurrence]) {
        var random = SplitMix(seed: seed)
        var world = SmallWorld(columns: 20, ["0": [Float](repeating: 0, count: 400)])
        world.names = (0..<layers).map { "\($0)" }
        world.evidence = (0..<layers).map { layer in
            Strip(
                columns: 20,
                values: (0..<400).map { cell in
                    cell == 5 || random.next(below: 10) == 0 ? .nan : Float(random.next(below: classes))
                })
        }
        let training = world.points((0..<25).map { _ in 6 + random.next(below: 394) })
        return (world, training)
    }

    @Test(arguments: [(3, 4), (9, 7)]) func `maps follow the formulas cell by cell, missing evidence included`(
        _ layers: Int, _ classes: Int
    ) throws {
        let (world, training) = world(layers: layers, classes: classes, seed: 1)
        let model = try world.learn(["generalise": "none"], training: training)
        #expect(model.combinations.isEmpty == (layers == 9), "both ways are tried")
        let maps = world.maps(of: model, height: 20)
        for cell in 0..<400 {
            let expected = reference(model, world.evidence.map { $0.cells[cell] })
            for (map, value) in zip(maps, expected) {
                #expect(abs(Double(map[cell]) - value) <= 1e-6 * abs(value) || (map[cell].isNaN && value.isNaN))
            }
        }
        #expect(maps[0][5].isNaN && maps[0].count(where: \.isNaN) < 20)
        let sum = maps[0].filter { !$0.isNaN }.reduce(0) { $0 + Double($1) }
        #expect(abs(model.expectedPoints - sum) < 1e-4)
    }

    @Test(arguments: [3, 9]) func `strips of any height give the same bits`(_ layers: Int) throws {
        let (world, training) = world(layers: layers, classes: 7, seed: 2)
        let whole = try world.learn(["generalise": "none"], training: training, height: 20)
        let maps = world.maps(of: whole, height: 20).map { $0.map(\.bitPattern) }
        for height in 1..<20 {
            let model = try world.learn(["generalise": "none"], training: training, height: height)
            #expect(model.tables == whole.tables)
            #expect(model.expectedPoints.bitPattern == whole.expectedPoints.bitPattern)
            #expect(world.maps(of: model, height: height).map { $0.map(\.bitPattern) } == maps)
        }
    }

    @Test func `few combinations looked up give the same bits as each cell by itself`() throws {
        let (world, training) = world(layers: 3, classes: 4, seed: 3)
        let model = try world.learn(["generalise": "none"], training: training)
        let maps = world.maps(of: model, height: 20)
        for cell in 0..<400 {
            let states = model.layers.indices.map { model.layers[$0].state(of: world.evidence[$0].cells[cell]) }
            let estimate = model.estimate(states)
            #expect(Float(estimate.posterior).bitPattern == maps[0][cell].bitPattern)
            #expect(Float(estimate.deviation).bitPattern == maps[1][cell].bitPattern)
        }
    }

    @Test func `contributions are the weights, and with the prior they sum to the posterior's log-odds`() throws {
        let (world, training) = world(layers: 3, classes: 4, seed: 4)
        let model = try world.learn(["generalise": "none"], training: training)
        let outputs = world.evidence.map { _ in Strip(columns: 20, rows: 0..<20, rasterRows: 20) }
        model.contributions(of: world.evidence, into: outputs)
        let posterior = world.maps(of: model, height: 20)[0]
        for cell in 0..<400 {
            if posterior[cell].isNaN {
                #expect(outputs.allSatisfy { $0.cells[cell].isNaN })
                continue
            }
            let logit = outputs.reduce(log(model.prior / (1 - model.prior))) { $0 + Double($1.cells[cell]) }
            #expect(abs(1 / (1 + exp(-logit)) - Double(posterior[cell])) < 1e-6)
        }
    }

    @Test func `an evidence that is missing everywhere but here adds nothing elsewhere`() throws {
        let world = SmallWorld(
            columns: 6, ["a": (0..<36).map { Float($0 % 2) }, "b": (0..<36).map { $0 < 12 ? Float($0 % 3) : .nan }])
        let model = try world.learn(["generalise": "none"], training: world.points([1, 3, 5, 14]))
        #expect(model.tables[1].totalUnits == 12 && model.tables[1].totalPoints == 3)
        #expect(model.notes.contains { $0.hasPrefix("'b' is unknown at 1 training points") })
        let outputs = world.evidence.map { _ in Strip(columns: 6, rows: 0..<6, rasterRows: 6) }
        model.contributions(of: world.evidence, into: outputs)
        #expect(outputs[1].cells.values[12...].allSatisfy { $0 == 0 })
    }
}
