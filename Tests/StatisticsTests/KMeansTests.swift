import KernelTypes
import Operations
import TestBench
import Testing

@testable import Statistics

@Suite struct KMeansTests {
    /// scikit-learn 1.9, KMeans(n_init=200, tol=0) on the standardised layers.
    @Test(arguments: [(3, 81.29886804624067, [69, 47, 1]), (4, 27.900388880630118, [47, 40, 29, 1])])
    func `the inertia and the classes' sizes are those of scikit-learn`(
        classes: Int, inertia: Double, sizes: [Int]
    ) throws {
        let bench = LayerWorld().bench()
        try bench.run(KMeans.self, ["classes": .number(Double(classes)), "tolerance": 0, "starts": 20])
        #expect(isNear(bench.figures["inertia"] ?? 0, inertia, 1e-5))
        let table = try bench.table(given: "table")
        #expect(try numbers(table, "cells") == sizes.map(Double.init))
        let numbersOut = try bench.strip("out").cells.values
        for (index, size) in sizes.enumerated() {
            #expect(numbersOut.filter { $0 == Float(index + 1) }.count == size)
        }
        #expect(numbersOut.indices.filter { numbersOut[$0].isNaN } == [5, 50, 51])
        // The far cell is a class of its own, with its own values as centre.
        #expect(numbersOut[17] == Float(classes))
        for (layer, value) in [("a", 40.0), ("b", -30), ("c", 1020)] {
            let centre = try #require(try numbers(table, layer).last)
            #expect(isNear(centre, value, 1e-5))
        }
    }

    @Test func `each cell's class has the nearest centre`() throws {
        let world = LayerWorld()
        let bench = world.bench()
        try bench.run(KMeans.self, ["classes": 5, "standardise": false, "tolerance": 0])
        let table = try bench.table(given: "table")
        let centres = try ["a", "b", "c"].map { try numbers(table, $0) }
        let classes = try bench.strip("out").cells.values
        for cell in classes.indices where !classes[cell].isNaN {
            let squares = (0..<5).map { centre in
                (0..<3).reduce(0.0) { sum, layer in
                    let difference = Double(world.layers[layer][cell]) - centres[layer][centre]
                    return sum + difference * difference
                }
            }
            let chosen = squares[Int(classes[cell]) - 1]
            #expect(squares.allSatisfy { chosen <= $0 + 1e-3 })
        }
    }

    @Test func `the seed decides and threads do not show in the bits`() throws {
        #expect(try LayerWorld().bits(of: KMeans.self, ["classes": 6, "seed": 9]).count == 1)
    }

    @Test func `more classes than different cells are refused`() {
        let world = LayerWorld(layers: [(0..<120).map { Float($0 % 3) }])
        let error = #expect(throws: OperationError.self) { try world.bench().run(KMeans.self, ["classes": 4]) }
        #expect(error?.key == "classes")
    }
}
