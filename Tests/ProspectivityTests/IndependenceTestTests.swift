import Operations
import Testing

@testable import Prospectivity

@Suite struct IndependenceTestTests {
    @Test func `the normal distribution is that of its tables`() {
        // scipy.stats.norm.cdf
        #expect(abs(Normal.cumulative(0) - 0.5) < 1e-15)
        #expect(abs(Normal.cumulative(1.6448536269514722) - 0.95) < 1e-14)
        #expect(abs(Normal.cumulative(-2.5) - 0.006209665325776132) < 1e-15)
        #expect(abs(Normal.cumulative(4.2) - 0.9999866542509841) < 1e-14)
        #expect(Normal.cumulative(.nan).isNaN && Normal.cumulative(-40) == 0 && Normal.cumulative(40) == 1)
    }

    @Test func `two evidences that are the same are rejected, and the other models are named`() throws {
        let near = (0..<400).map { Float($0 % 20 < 5 ? 1 : 2) }
        let world = SmallWorld(columns: 20, ["a": near, "b": near, "c": near])
        let model = try world.learn(training: world.points([0, 21, 42, 63, 84, 101, 122, 7, 233, 300, 321, 342]))
        #expect(model.independence.isRejected)
        #expect(model.independence.omnibus < 0.85)
        let warning = try #require(model.notes.last)
        #expect(warning.hasPrefix("conditional independence is rejected"))
        #expect(warning.contains("logistic-regression") && warning.contains("boosted-trees"))
    }

    @Test func `evidence crossed at right angles is not rejected, and T stays near n`() throws {
        let a = (0..<400).map { Float($0 % 20 < 10 ? 1 : 2) }
        let b = (0..<400).map { Float($0 / 20 < 10 ? 1 : 2) }
        let world = SmallWorld(columns: 20, ["a": a, "b": b])
        // Points 9 : 3 : 3 : 1 over the quarters: independent given a deposit.
        let best = [0, 1, 2, 20, 21, 22, 40, 41, 42]
        let model = try world.learn(training: world.points(best + [10, 11, 12, 200, 201, 202, 390]))
        #expect(!model.independence.isRejected)
        #expect(abs(model.independence.expected - 16) < 0.3)
        #expect(model.independence.warning == nil)
    }

    @Test func `the deviation of T adds the unique conditions' shares`() throws {
        let world = SmallWorld(columns: 10, ["a": (0..<100).map { $0 < 40 ? 1 : 2 }])
        let model = try world.learn(["studentised_limit": 0], training: world.points([1, 2, 3, 4, 50, 60]))
        let posterior = [1, 2].map { model.estimate([$0]) }
        let cells = [40.0, 60.0]
        var expected = 0.0
        var variance = 0.0
        for (estimate, cells) in zip(posterior, cells) {
            expected += estimate.posterior * cells
            variance += estimate.deviation * cells * estimate.deviation * cells
        }
        #expect(abs(model.expectedPoints - expected) < 1e-9)
        #expect(abs((model.expectedDeviation ?? 0) - variance.squareRoot()) < 1e-9)
    }
}
