import Foundation
import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Prospectivity

/// Models as they pass between jobs.
@Suite struct WeightsValueTests {
    @Test func `weights keep what they learned, by the names that other jobs read`() throws {
        let world = SmallWorld(columns: 10, ["a": (0..<100).map { $0 < 40 ? 1 : 2 }])
        let model = try world.learn(training: world.points([1, 2, 3, 4, 50, 60]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let bytes = try encoder.encode(model)
        let names = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any]).keys.sorted()
        #expect(names == ["cellSquareKilometres", "points", "squareKilometres", "tables", "unitCell"])
        let read = try JSONDecoder().decode(WeightsModel.self, from: bytes)
        #expect(read.tables == model.tables && read.points == model.points && read.prior == model.prior)
        #expect(world.maps(of: read, height: 3) == world.maps(of: model, height: 10))
    }

    @Test func `a model of trees comes back with the same scores`() throws {
        let world = PlantedWorld(seed: 3, deposits: 20)
        let bench = world.bench()
        try bench.run(
            BoostedTreesProcedure.self,
            ["trees": 5, "bootstrap": 2, "negatives_per_point": 3, "area_sample": 200, "evaluate": false])
        let model = try bench.value(given: "model", as: DepositModel.self)
        let read = try JSONDecoder().decode(DepositModel.self, from: JSONEncoder().encode(model))
        let inputs = [world.hills, world.noise].map { Strip(columns: PlantedWorld.side, values: $0) }
        let score = Strip(columns: 48, rows: 0..<48, rasterRows: 48)
        read.score(inputs, into: score, deviation: nil)
        #expect(try score.cells.values == bench.strip("score").cells.values)
        #expect(read.replicates.count == 2 && read.fingerprint == model.fingerprint && read.fingerprint.count == 16)
        #expect(read.isProbability && read.settings["trees"] == "5")
    }
}
