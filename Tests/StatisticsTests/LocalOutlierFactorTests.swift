import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct LocalOutlierFactorTests {
    private var readings: Readings {
        Readings(
            crs: nil, positions: Array(repeating: Point(x: 0, y: 0), count: 120),
            channels: LayerWorld().layers.enumerated().map { index, layer in
                .init(name: "abc".dropFirst(index).prefix(1).description, unit: "", values: layer.map { Double($0) })
            })
    }

    private func factors(_ readings: Readings, _ parameters: [String: ParameterValue]) throws -> ([Double], MemoryBench)
    {
        let bench = MemoryBench()
        bench.put(readings: readings, as: "in")
        try bench.run(LocalOutlierFactor.self, parameters)
        return (try bench.readings(given: "out").channel("lof")?.values ?? [], bench)
    }

    /// LocalOutlierFactor(k) of scikit-learn 1.9 on the channels over their deviations.
    @Test(arguments: [
        (5, 1.149320281649873, 66.76904221129105, 1.112501261201365, 2.450372371630553),
        (20, 1.0226036952107853, 27.879581713427722, 1.306470584032526, 1.3127269145615352),
    ])
    func `factors and threshold are those of scikit-learn`(
        neighbours: Int, first: Double, far: Double, last: Double, threshold: Double
    ) throws {
        let (found, bench) = try factors(readings, ["neighbours": .number(Double(neighbours))])
        #expect(isNear(found[0], first, 1e-9) && isNear(found[17], far, 1e-9) && isNear(found[119], last, 1e-9))
        #expect(isNear(bench.figures["threshold"] ?? 0, threshold, 1e-9))
        #expect(found.indices.filter { found[$0].isNaN } == [5, 50, 51])
    }

    @Test func `the tree's neighbours are those of comparing all, ties by number`() {
        var random = SeededNumbers(14)
        // Few different coordinates: full of ties and of points on one another.
        let coordinates = (0..<600).map { _ in Double(random.below(7)) }
        let tree = PointTree(coordinates, dimensions: 3)
        func square(_ a: Int, _ b: Int) -> Double {
            (0..<3).reduce(0.0) { sum, axis in
                let difference = coordinates[a * 3 + axis] - coordinates[b * 3 + axis]
                return sum + difference * difference
            }
        }
        for point in stride(from: 0, to: 200, by: 7) {
            let all = (0..<200).filter { $0 != point }.sorted { (square($0, point), $0) < (square($1, point), $1) }
            #expect(tree.nearest(9, to: point).map(\.point) == Array(all.prefix(9)))
            #expect(tree.within(2.5, of: point) == all.filter { square($0, point) <= 6.25 }.sorted())
        }
    }

    @Test func `readings on one another are common and few readings are refused`() throws {
        let same = Readings(
            crs: nil, positions: Array(repeating: Point(x: 0, y: 0), count: 8),
            channels: [.init(name: "a", unit: "", values: [1, 1, 1, 1, 1, 1, 1, 9])])
        let (found, _) = try factors(same, ["neighbours": 3])
        #expect(found[0] == 1 && found[7] > 1e6)
        let error = #expect(throws: OperationError.self) { try factors(same, ["neighbours": 8]) }
        #expect(error?.key == "neighbours" && error?.remedy.contains("1...7") == true)
        #expect(throws: OperationError.self) { try factors(same, ["neighbours": 3, "channels": ["b"]]) }
    }
}
