import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct SelfOrganisingMapTests {
    /// Three clouds of 40 cells each.
    private let world = {
        var random = SeededNumbers(12)
        var layers: [[Float]] = [[], []]
        for index in 0..<120 {
            let middle: [(Double, Double)] = [(0, 0), (10, 1), (5, 9)]
            layers[0].append(Float(middle[index % 3].0 + random.unit()))
            layers[1].append(Float(middle[index % 3].1 + random.unit()))
        }
        layers[1][7] = .nan
        return LayerWorld(layers: layers)
    }()

    @Test func `clouds apart have no node in common and cells are near their nodes`() throws {
        let bench = world.bench()
        try bench.run(SelfOrganisingMap.self, ["width": 4, "height": 3])
        let nodes = try bench.strip("out").cells.values
        let sets = (0..<3).map { cloud in
            Set(nodes.indices.filter { $0 % 3 == cloud && !nodes[$0].isNaN }.map { nodes[$0] })
        }
        #expect(
            sets[0].isDisjoint(with: sets[1]) && sets[1].isDisjoint(with: sets[2]) && sets[0].isDisjoint(with: sets[2]))
        #expect(nodes[7].isNaN)
        let errors = try bench.strip("error").cells.values.filter { !$0.isNaN }
        // A cloud is a twentieth of the layers' spread.
        #expect(errors.allSatisfy { $0 < 0.3 })
        let mean = errors.reduce(0) { $0 + Double($1) } / Double(errors.count)
        #expect(isNear(bench.figures["quantisation_error"] ?? 0, mean, 1e-6))
        #expect(try numbers(bench.table(given: "table"), "cells").reduce(0, +) == 119)
        #expect(try #require(bench.figures["topographic_error"]) < 0.35)
    }

    @Test func `the nearest node is the nearest of the table's`() throws {
        let bench = world.bench()
        try bench.run(SelfOrganisingMap.self, ["width": 3, "height": 2, "epochs": 5])
        let table = try bench.table(given: "table")
        let (a, b) = (try numbers(table, "a"), try numbers(table, "b"))
        let deviations = world.layers.map { layer -> Double in
            let values = layer.indices.filter { $0 != 7 }.map { Double(layer[$0]) }
            return CrossMoments([values], 0..<119).deviation(0)
        }
        let nodes = try bench.strip("out").cells.values
        for cell in 0..<120 where cell != 7 {
            let squares = (0..<6).map { node -> Double in
                let x = (Double(world.layers[0][cell]) - a[node]) / deviations[0]
                let y = (Double(world.layers[1][cell]) - b[node]) / deviations[1]
                return x * x + y * y
            }
            let chosen = squares[Int(nodes[cell]) - 1]
            #expect(squares.allSatisfy { chosen <= $0 + 1e-5 })
        }
    }

    @Test func `with a narrow neighbourhood a line of two nodes finds the two means`() throws {
        let values = (0..<120).map { index -> Float in
            let base: Int = index % 2 == 0 ? 0 : 100
            return Float(base + index % 10)
        }
        let bench = LayerWorld(layers: [values]).bench()
        try bench.run(SelfOrganisingMap.self, ["width": 2, "height": 1, "last_radius": 0.1])
        let centres = try numbers(bench.table(given: "table"), "a").sorted()
        #expect(isNear(centres[0], 4, 1e-4) && isNear(centres[1], 105, 1e-4))
    }

    @Test func `threads do not show in the bits and one node is refused`() throws {
        #expect(try world.bits(of: SelfOrganisingMap.self).count == 1)
        #expect(try world.bits(of: SelfOrganisingMap.self, ["sample": 100, "seed": 7], output: "error").count == 1)
        let error = #expect(throws: OperationError.self) {
            try world.bench().run(SelfOrganisingMap.self, ["width": 1, "height": 1])
        }
        #expect(error?.key == "width")
    }
}
