import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct CorrelationTests {
    @Test(arguments: [
        ("pearson", [-0.362079861849187, 0.460594590613386, -0.934761766631465]),
        ("spearman", [0.303392510547733, 0.147473415217212, -0.877129218156339]),
    ])
    func `correlations of layers are those of scipy`(method: String, expected: [Double]) throws {
        for threads in [1, 3] {
            let bench = LayerWorld().bench()
            bench.threads = threads
            try bench.run(Correlation.self, ["method": .text(method)])
            let found = try numbers(bench.table(given: "pairs"), "r")
            for (r, known) in zip(found, expected) { #expect(isNear(r, known, 1e-13)) }
            #expect(try numbers(bench.table(given: "table"), "a") == [1, found[0], found[1]])
        }
    }

    @Test func `chances are those of scipy`() throws {
        let bench = LayerWorld().bench()
        try bench.run(Correlation.self)
        let pearson = try numbers(bench.table(given: "pairs"), "p")[0]
        #expect(abs(pearson / 6.0351610467202476e-05 - 1) < 1e-9)
        let ranked = LayerWorld().bench()
        try ranked.run(Correlation.self, ["method": "spearman"])
        let spearman = try numbers(ranked.table(given: "pairs"), "p")[0]
        #expect(abs(spearman / 0.0008835676006121294 - 1) < 1e-9)
    }

    @Test func `channels have the correlations of rasters`() throws {
        let world = LayerWorld()
        let readings = Readings(
            crs: nil, positions: Array(repeating: Point(x: 0, y: 0), count: 120),
            channels: world.layers.enumerated().map { index, layer in
                .init(name: "abc".dropFirst(index).prefix(1).description, unit: "", values: layer.map { Double($0) })
            })
        for method in ["pearson", "spearman"] {
            let bench = MemoryBench()
            bench.put(readings: readings, as: "readings")
            try bench.run(Correlation.self, ["method": .text(method)])
            let raster = world.bench()
            try raster.run(Correlation.self, ["method": .text(method)])
            let pairs = try zip(
                numbers(bench.table(given: "pairs"), "r"), numbers(raster.table(given: "pairs"), "r"))
            for (a, b) in pairs { #expect(isNear(a, b, 1e-13)) }
        }
    }

    @Test func `equal values share their ranks, and zeros of both signs are equal`() {
        #expect(Ranks.of([3, -1, 0, -0.0, 3, 8, 3]) == [5, 1, 2.5, 2.5, 5, 7, 5])
        var random = SeededNumbers(3)
        let values = (0..<500).map { _ in Float(Int(random.below(200)) - 100) / 8 }
        let direct = values.map { value in
            Double(values.count { $0 < value }) + 0.5 * Double(values.count { $0 == value } + 1)
        }
        #expect(Ranks.of(values) == direct)
    }

    @Test func `covariances take the divisor that is asked for`() throws {
        let bench = LayerWorld().bench()
        try bench.run(Covariance.self, ["divisor": "n-1"])
        #expect(try isNear(numbers(bench.table(given: "table"), "b")[0], -7.588309579880815, 1e-13))
        let population = LayerWorld().bench()
        try population.run(Covariance.self)
        #expect(try isNear(numbers(population.table(given: "table"), "b")[0], -7.523452233044228, 1e-13))
    }

    @Test func `a constant layer, too little memory and both kinds of input are refused`() {
        var world = LayerWorld()
        world.layers[2] = Array(repeating: 1, count: 120)
        let constant = #expect(throws: OperationError.self) { try world.bench().run(Correlation.self) }
        #expect(constant?.reason.contains("'c'") == true)
        let small = LayerWorld().bench()
        small.memoryBytes = 1000
        let large = #expect(throws: OperationError.self) { try small.run(Correlation.self, ["method": "spearman"]) }
        #expect(large?.code == .tooLarge)
        #expect(throws: OperationError.self) { try MemoryBench().run(Covariance.self) }
    }
}
