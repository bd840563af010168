import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct ShapiroWilkTests {
    /// scipy.stats.shapiro 1.17.
    @Test(
        arguments: [
            ([1, 2, 4], 0.9642857142857142, 0.6368868450289689),
            ([2, 3, 5, 9, 4], 0.9030899328570586, 0.42719862850938733),
            // The weights of eleven men in Shapiro and Wilk's paper: W = 0.79.
            ([148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236], 0.7888146948631716, 0.006703814061898823),
            ((1...30).map { Double($0) }, 0.9574505592737159, 0.2662326827959217),
            ((1...60).map { Double($0 * $0) / 7 }, 0.8974099887385989, 0.00010598451168542841),
        ] as [([Double], Double, Double)])
    func `W and p are those of scipy`(values: [Double], statistic: Double, p: Double) throws {
        let test = try #require(ShapiroWilk(values.reversed()))
        #expect(abs(test.statistic - statistic) < 1e-7)
        #expect(abs(test.p / p - 1) < 1e-5)
    }

    @Test func `layers and channels are tested, large ones on a seeded sample`() throws {
        let bench = LayerWorld(layers: [LayerWorld().layers[0]]).bench()
        try bench.run(NormalityTest.self)
        #expect(try abs(numbers(bench.table(given: "table"), "w")[0] - 0.6802531086168071) < 1e-7)
        let first = LayerWorld().bench()
        try first.run(NormalityTest.self, ["sample": 40, "seed": 3])
        let again = LayerWorld().bench()
        again.threads = 1
        try again.run(NormalityTest.self, ["sample": 40, "seed": 3])
        #expect(try first.table(given: "table") == again.table(given: "table"))
        #expect(try numbers(first.table(given: "table"), "tested") == [40, 40, 40])
        #expect(first.notes.count == 3)
    }

    @Test func `values that are all equal are refused`() {
        #expect(ShapiroWilk([1, 1, 1, 1]) == nil && ShapiroWilk([1, 2]) == nil)
        let flat = LayerWorld(layers: [Array(repeating: 3, count: 120)])
        #expect(throws: OperationError.self) { try flat.bench().run(NormalityTest.self) }
    }
}
