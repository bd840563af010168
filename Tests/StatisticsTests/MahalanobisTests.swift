import KernelTypes
import Operations
import TestBench
import Testing

@testable import Statistics

@Suite struct MahalanobisTests {
    @Test func `distances, threshold and cells above are those of numpy and scipy`() throws {
        let bench = LayerWorld().bench()
        try bench.run(Mahalanobis.self)
        let squares = try bench.strip("out").cells.values
        #expect(isNear(Double(squares[0]), 1.3908938298937872, 1e-6))
        #expect(isNear(Double(squares[17]), 114.88253189902036, 1e-6))
        #expect(isNear(Double(squares[119]), 2.825670959072914, 1e-6))
        #expect(isNear(bench.figures["threshold"] ?? 0, 9.348403604496148))
        #expect(bench.figures["cells_above"] == 1 && bench.figures["cells"] == 117)
        #expect(squares[5].isNaN && squares[50].isNaN && squares[51].isNaN)
    }

    @Test func `squared distances sum to cells times layers`() throws {
        let bench = LayerWorld().bench()
        try bench.run(Mahalanobis.self)
        let squares = try bench.strip("out").cells.values.filter { !$0.isNaN }
        #expect(isNear(squares.reduce(0) { $0 + Double($1) }, 3 * 117, 1e-6))
    }

    @Test func `a change of units changes no distance`() throws {
        var world = LayerWorld()
        let bench = world.bench()
        try bench.run(Mahalanobis.self)
        // Powers of two, so that the layers themselves are not rounded.
        world.layers[0] = world.layers[0].map { $0 * 1024 }
        world.layers[2] = world.layers[2].map { $0 / 8 }
        let scaled = world.bench()
        try scaled.run(Mahalanobis.self)
        for (a, b) in zip(try bench.strip("out").cells.values, try scaled.strip("out").cells.values) where !a.isNaN {
            #expect(isNear(Double(a), Double(b), 1e-6))
        }
    }

    @Test func `the robust estimator finds the smallest determinant of all subsets`() throws {
        // 13 points in the plane, 4 of them far out; h = 8 of 13: 1287 subsets.
        var random = SeededNumbers(11)
        var points: [Double] = []
        for index in 0..<13 {
            let (x, y) = (random.unit(), random.unit())
            points += index % 4 == 3 ? [x + 6, y - 5] : [x + y, y - 0.3 * x]
        }
        let cloud = PointCloud(points: points, variables: 2)
        var best = Double.infinity
        var centre: [Double] = []
        for mask in 0..<(1 << 13) where mask.nonzeroBitCount == 8 {
            let members = (0..<13).filter { mask >> $0 & 1 == 1 }
            if let estimate = ScatterEstimate(cloud, members), estimate.logDeterminant < best {
                best = estimate.logDeterminant
                centre = estimate.centre
            }
        }
        let scatter = try #require(
            RobustScatter(points: points, variables: 2, fraction: 0.5, starts: 60, seed: 3))
        #expect(scatter.support == 8)
        #expect(isNear(scatter.rawLogDeterminant, best, 1e-12))
        for (a, b) in zip(scatter.rawCentre, centre) { #expect(isNear(a, b, 1e-12)) }
        #expect(scatter.kept <= 10)
    }

    @Test func `a crowd of outliers moves the mean of all and not the robust one`() throws {
        // A third of the cells are elsewhere.
        var random = SeededNumbers(5)
        var layers: [[Float]] = [[], []]
        for index in 0..<120 {
            let (x, y) = (random.unit() + random.unit(), random.unit())
            let isOut = index % 3 == 0
            layers[0].append(Float(x + (isOut ? 9 : 0)))
            layers[1].append(Float(y + 0.5 * x + (isOut ? -4 : 0)))
        }
        let world = LayerWorld(layers: layers)
        let bench = world.bench()
        try bench.run(Mahalanobis.self, ["estimator": "mcd", "starts": 30])
        let threshold = try #require(bench.figures["threshold"])
        let squares = try bench.strip("out").cells.values
        #expect(squares.indices.filter { $0 % 3 == 0 }.allSatisfy { Double(squares[$0]) > threshold })
        #expect(squares.indices.filter { $0 % 3 != 0 && Double(squares[$0]) > threshold }.count < 8)
        #expect(try world.bits(of: Mahalanobis.self, ["estimator": "mcd", "starts": 5]).count == 1)
        let classical = world.bench()
        try classical.run(Mahalanobis.self)
        #expect(classical.figures["cells_above"] == 0)
    }

    @Test func `a layer that is a combination of others is refused by name`() {
        var world = LayerWorld()
        world.layers[2] = zip(world.layers[0], world.layers[1]).map { $0 + 2 * $1 }
        let error = #expect(throws: OperationError.self) { try world.bench().run(Mahalanobis.self) }
        #expect(error?.code == .unfitInput && error?.reason.contains("'c'") == true)
    }

    @Test func `threads do not show in the bits`() throws {
        #expect(try LayerWorld().bits(of: Mahalanobis.self).count == 1)
    }
}
