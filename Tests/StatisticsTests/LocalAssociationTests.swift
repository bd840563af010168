import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct LocalAssociationTests {
    private func association(_ values: [Double], _ kind: LocalAssociation.Kind) -> LocalAssociation {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let second = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
        let fourth = values.reduce(0.0) { sum, value in
            let square = (value - mean) * (value - mean)
            return sum + square * square
        }
        return LocalAssociation(
            kind: kind, count: values.count, mean: mean, variance: second, kurtosis: fourth / n / (second * second))
    }

    /// Every order of some numbers.
    private func orders(_ values: [Double]) -> [[Double]] {
        guard values.count > 1 else { return [values] }
        return values.indices.flatMap { index -> [[Double]] in
            var rest = values
            let first = rest.remove(at: index)
            return orders(rest).map { [first] + $0 }
        }
    }

    @Test func `mean and variance of Moran's are those over all orders of the values`() {
        let values = [1.0, 2, 2.5, 7, 11, 4]
        let association = association(values, .moran)
        for neighbours in [1, 2, 4] {
            let all = orders(values).map { order -> Double in
                let sum = order[1...neighbours].reduce(0.0) { $0 + $1 - association.mean }
                return association.statistic(
                    deviation: order[0] - association.mean, sum: sum, neighbours: neighbours)
            }
            let mean = all.reduce(0, +) / Double(all.count)
            let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
            #expect(isNear(mean, association.moranExpectation, 1e-12))
            #expect(isNear(variance, association.moranVariance(neighbours: neighbours), 1e-12))
        }
    }

    @Test func `G* has mean 0 and variance 1 over all orders of the values`() {
        let values = [1.0, 2, 2.5, 7, 11, 4]
        let association = association(values, .getis)
        let all = orders(values).map { order -> Double in
            let sum = order[1...2].reduce(0.0) { $0 + $1 - association.mean }
            return association.statistic(deviation: order[0] - association.mean, sum: sum, neighbours: 2)
        }
        #expect(abs(all.reduce(0, +)) < 1e-9)
        #expect(isNear(all.reduce(0) { $0 + $1 * $1 } / Double(all.count), 1, 1e-12))
    }

    @Test func `a raster's statistics are those of a direct sum`() throws {
        let world = LayerWorld(layers: [LayerWorld().layers[0]])
        let values = world.layers[0]
        let valid = values.indices.filter { values[$0].isFinite }
        for kind in [LocalAssociation.Kind.moran, .getis] {
            let bench = world.bench()
            let procedure: any Procedure.Type = kind == .moran ? LocalMoran.self : GetisOrd.self
            try bench.run(procedure, ["radius": 2])
            let (found, chances) = (try bench.strip("out").cells.values, try bench.strip("p").cells.values)
            let association = association(valid.map { Double(values[$0]) }, kind)
            for cell in valid {
                let near = valid.filter { other in
                    other != cell && abs(other % 12 - cell % 12) <= 2 && abs(other / 12 - cell / 12) <= 2
                }
                let sum = near.reduce(0.0) { $0 + Double(values[$1]) - association.mean }
                let direct = association.statistic(
                    deviation: Double(values[cell]) - association.mean, sum: sum, neighbours: near.count)
                #expect(isNear(Double(found[cell]), direct, 1e-6))
                #expect(abs(Double(chances[cell]) - association.chance(direct, neighbours: near.count)) < 1e-6)
            }
            #expect(found[5].isNaN && chances[5].isNaN)
        }
    }

    @Test func `a warm half is told from a cold one and a lone peak among low ones`() throws {
        var random = SeededNumbers(2)
        var values = (0..<120).map { index in Float(random.unit() + (index % 12 < 6 ? 5 : 0)) }
        values[5 * 12 + 10] = 9
        let world = LayerWorld(layers: [values])
        let bench = world.bench()
        try bench.run(LocalMoran.self, ["significance": 0.2])
        let quadrants = try bench.strip("quadrant").cells.values
        #expect(quadrants[5 * 12 + 2] == 1 && quadrants[1 * 12 + 9] == 3 && quadrants[5 * 12 + 10] == 4)
        let hot = world.bench()
        try hot.run(GetisOrd.self)
        let scores = try hot.strip("out").cells.values
        #expect(scores[5 * 12 + 2] > 2 && scores[1 * 12 + 9] < -2)
        // Turned by a quarter, the statistics turn along.
        let turned = (0..<12).flatMap { row in (0..<10).map { column in values[(9 - column) * 12 + row] } }
        let other = LayerWorld(layers: [turned]).bench(columns: 10)
        try other.run(GetisOrd.self)
        let back = try other.strip("out").cells.values
        for row in 0..<12 {
            for column in 0..<10 {
                #expect(isNear(Double(back[row * 10 + column]), Double(scores[(9 - column) * 12 + row]), 1e-5))
            }
        }
    }

    @Test func `the chance by permutation is the share of all draws`() {
        let values = [1.0, 2, 2.5, 7, 11, 4, 3.25, 8]
        for kind in [LocalAssociation.Kind.moran, .getis] {
            let association = association(values, kind)
            let deviations = values.map { $0 - association.mean }
            let permutations = LocalAssociation.Permutations(pool: deviations, repeats: 4999, seed: 3)
            for place in [0, 4, 7] {
                let others = values.indices.filter { $0 != place }
                // The place beside two of the others, against all pairs of others.
                let sum = deviations[others[1]] + deviations[others[5]]
                let observed = association.statistic(deviation: deviations[place], sum: sum, neighbours: 2)
                var (larger, all) = (0, 0)
                for a in others {
                    for b in others where b > a {
                        let drawn = deviations[a] + deviations[b]
                        all += 1
                        let other = association.statistic(deviation: deviations[place], sum: drawn, neighbours: 2)
                        if other >= observed - 1e-12 { larger += 1 }
                    }
                }
                let exact = Double(min(larger, all - larger)) / Double(all)
                let found = association.chance(
                    permutations, deviation: deviations[place], sum: sum, neighbours: 2, place: 9, own: place)
                // Four standard errors of 4999 draws.
                #expect(abs(found - exact) < 4 * (0.25 / 4999).squareRoot())
            }
        }
    }

    @Test func `chances by permutation are from the seed, on any number of threads`() throws {
        let world = LayerWorld(layers: [LayerWorld().layers[2]])
        let settings: [String: ParameterValue] = ["chance": "permutation", "permutations": 49, "seed": 5]
        let chances = try world.bits(of: LocalMoran.self, settings, output: "p")
        #expect(chances.count == 1)
        var other = settings
        other["seed"] = 6
        #expect(try world.bits(of: LocalMoran.self, other, output: "p") != chances)
    }

    @Test func `readings on a grid have the statistics of the raster`() throws {
        let world = LayerWorld(layers: [LayerWorld().layers[1]])
        let grid = LayerWorld.grid
        let readings = Readings(
            crs: grid.crs, positions: (0..<120).map { grid.centre(column: $0 % 12, row: $0 / 12) },
            channels: [.init(name: "cu", unit: "ppm", values: world.layers[0].map { Double($0) })])
        for kind in [LocalAssociation.Kind.moran, .getis] {
            let (raster, points) = (world.bench(), MemoryBench(grid: grid))
            points.put(readings: readings, as: "in")
            let ending = kind == .moran ? "cu_moran" : "cu_getis"
            let ofRaster: any Procedure.Type = kind == .moran ? LocalMoran.self : GetisOrd.self
            let ofReadings: any Procedure.Type = kind == .moran ? LocalMoranReadings.self : GetisOrdReadings.self
            try raster.run(ofRaster)
            // The diagonal of a cell of 100 m is 141 m.
            try points.run(ofReadings, ["channel": "cu", "distance": 150])
            let found = try points.readings(given: "out")
            for (output, name) in [("out", ending), ("p", "cu_p")] {
                let values = try #require(found.channel(name)?.values)
                for (a, b) in zip(try raster.strip(output).cells.values, values) {
                    #expect(a.isNaN ? b.isNaN : isNear(Double(a), b, 1e-5))
                }
            }
        }
    }

    @Test func `too many neighbours, an unknown channel and a constant layer are refused`() {
        let points = MemoryBench(grid: LayerWorld.grid)
        points.put(
            readings: Readings(
                crs: "EPSG:32641", positions: (0..<5).map { Point(x: Double($0), y: 0) },
                channels: [.init(name: "cu", unit: "", values: [1, 2, 3, 4, 5])]), as: "in")
        let many = #expect(throws: OperationError.self) {
            try points.run(LocalMoranReadings.self, ["channel": "cu", "neighbours": 5])
        }
        #expect(many?.remedy == "write a whole number in 1...4")
        let near = #expect(throws: OperationError.self) {
            try points.run(GetisOrdReadings.self, ["channel": "cy"])
        }
        #expect(near?.remedy == "did you mean 'cu'?")
        let flat = LayerWorld(layers: [Array(repeating: 3, count: 120)])
        #expect(throws: OperationError.self) { try flat.bench().run(LocalMoran.self) }
    }
}
