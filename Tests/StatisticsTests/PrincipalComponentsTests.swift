import KernelTypes
import Operations
import TestBench
import Testing

@testable import Statistics

/// Numbers of numpy.linalg.eigh on the same layers.
@Suite struct PrincipalComponentsTests {
    @Test func `components of correlations are those of numpy`() throws {
        let bench = LayerWorld().bench()
        try bench.run(PrincipalComponents.self)
        let table = try bench.table(given: "table")
        let expected = [2.214021470800027, 0.727118977350019, 0.058859551849953]
        for (value, known) in zip(try numbers(table, "eigenvalue"), expected) { #expect(isNear(value, known)) }
        let loadings = try ["a", "b", "c"].map { try numbers(table, $0)[0] }
        for (value, known) in zip(loadings, [0.4327322305894972, -0.6274758047668805, 0.6473151713355663]) {
            #expect(isNear(value, known))
        }
        #expect(isNear(bench.figures["explained"] ?? 0, 0.738007156933342))
        let scores = try bench.strip("out").cells.values
        #expect(isNear(Double(scores[0]), -0.26596716957269756, 1e-6))
        #expect(isNear(Double(scores[17]), 12.568200487995417, 1e-6))
        #expect(scores.indices.filter { scores[$0].isNaN } == [5, 50, 51])
    }

    @Test func `components of covariances are those of numpy`() throws {
        let bench = LayerWorld().bench()
        try bench.run(PrincipalComponents.self, ["standardise": false])
        let scores = try bench.strip("out").cells.values
        #expect(isNear(Double(scores[0]), 1.2473277266488332, 1e-6))
        let last = try numbers(bench.table(given: "table"), "eigenvalue")[2]
        #expect(isNear(last, 1.011492610809072, 1e-11))
    }

    @Test func `scores of different components are uncorrelated and have the eigenvalue as variance`() throws {
        var world = LayerWorld()
        var variances: [Double] = []
        world.layers = try (1...3).map { component in
            let bench = LayerWorld().bench()
            try bench.run(PrincipalComponents.self, ["component": .number(Double(component))])
            variances = try numbers(bench.table(given: "table"), "eigenvalue")
            return try bench.strip("out").cells.values
        }
        let settings = Settings([:], of: PrincipalComponents.declaration)
        let moments = try world.stack(bandRows: 10).crossMoments(at: world.bench(), of: settings, least: 2)
        for a in 0..<3 {
            #expect(isNear(moments.covariance(a, a), variances[a], 1e-6))
            for b in 0..<a { #expect(abs(moments.correlation(a, b)) < 1e-6) }
        }
    }

    @Test func `threads do not show in the bits`() throws {
        #expect(try LayerWorld().bits(of: PrincipalComponents.self).count == 1)
    }

    @Test func `a component that is not there and a constant layer are refused by name`() throws {
        var world = LayerWorld()
        let high = #expect(throws: OperationError.self) {
            try world.bench().run(PrincipalComponents.self, ["component": 4])
        }
        #expect(high?.key == "component" && high?.remedy == "write a whole number in 1...3")
        world.layers[1] = world.layers[1].map { $0.isNaN ? $0 : 4 }
        let constant = #expect(throws: OperationError.self) { try world.bench().run(PrincipalComponents.self) }
        #expect(constant?.code == .unfitInput && constant?.reason.contains("'b'") == true)
        world.layers[1] = world.layers[1].map { _ in .nan }
        let empty = #expect(throws: OperationError.self) { try world.bench().run(PrincipalComponents.self) }
        #expect(empty?.reason.contains("0 cells") == true)
    }
}
