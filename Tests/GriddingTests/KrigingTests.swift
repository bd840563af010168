import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Gridding

@Suite struct KrigingTests {
    private let model: [String: ParameterValue] = ["model": "spherical", "sill": 900, "range": 1_500, "nugget": 1]

    /// The readings of the line survey without those that share a place.
    private func system(neighbours: Int) throws -> (any KrigingSystem, ReadingPlaces)? {
        guard let (positions, values) = try LineSurvey.readings() else { return nil }
        let places = ReadingPlaces(positions: positions, values: values)
        let model = VariogramModel(shape: .spherical, nugget: 1, sill: 900, range: 1_500)
        let readings = try ChannelReadings(
            Readings(crs: "", positions: positions, channels: [.init(name: "v", unit: "", values: values)]),
            channel: .init(name: "v", unit: "", values: values), positions: positions, on: LineSurvey.grid,
            metresPerUnit: 1, of: Kriging.declaration)
        if neighbours >= places.positions.count {
            return (
                try WholeKriging(
                    places: places, model: model, drift: .constant, metresPerUnit: 1, limit: .infinity,
                    readings: readings), places
            )
        }
        return (
            LocalKriging(
                places: places, model: model, drift: .constant, neighbours: neighbours, metresPerUnit: 1,
                limit: .infinity), places
        )
    }

    @Test func `ordinary kriging of the line survey is PyKrige's`() throws {
        guard let right = try LineSurvey.array("pykrige_OK_sph_s900_r1500_n1"),
            let (system, _) = try system(neighbours: 500)
        else { return }
        for row in 0..<31 {
            let points = (0..<41).map { LineSurvey.grid.centre(column: $0, row: row) }
            for (column, estimate) in system.estimates(at: points).enumerated() {
                #expect(abs(estimate.value - right[row * 41 + column]) < 1e-8)
                #expect(estimate.variance > 0 && estimate.variance < 900)
            }
        }
    }

    @Test func `a neighbourhood of all readings gives what the whole system gives`() throws {
        guard let (positions, values) = try LineSurvey.readings() else { return }
        let few = positions.indices.filter { $0 % 15 == 0 }
        let places = ReadingPlaces(positions: few.map { positions[$0] }, values: few.map { values[$0] })
        let readings = try ChannelReadings(
            Readings(crs: "", positions: positions, channels: []), channel: .init(name: "v", unit: "", values: values),
            positions: positions, on: LineSurvey.grid, metresPerUnit: 1, of: Kriging.declaration)
        for shape in VariogramModel.Shape.allCases {
            let model = VariogramModel(shape: shape, nugget: 5, sill: 700, range: 900)
            for drift in Kriging.DriftKind.allCases {
                let whole = try WholeKriging(
                    places: places, model: model, drift: drift, metresPerUnit: 1, limit: .infinity, readings: readings)
                let local = LocalKriging(
                    places: places, model: model, drift: drift, neighbours: few.count, metresPerUnit: 1,
                    limit: .infinity)
                let points = [Point(x: 210, y: 330), Point(x: 2_015, y: 1_717), Point(x: 3_900, y: 2_950)]
                for (a, b) in zip(whole.estimates(at: points), local.estimates(at: points)) {
                    #expect(abs(a.value - b.value) < 1e-7)
                    #expect(abs(a.variance - b.variance) < 1e-7)
                }
            }
        }
    }

    @Test func `a reading at the centre is the cell's value and has no variance`() throws {
        let grid = LineSurvey.grid
        let places = [(3, 4), (20, 9), (30, 22), (7, 28), (39, 1)].map { grid.centre(column: $0.0, row: $0.1) }
        for neighbours in [3, 10] {
            let bench = bench(grid, places, [5, -3, 8, 40, 2])
            try bench.run(Kriging.self, model.merging(["neighbours": .number(Double(neighbours))]) { $1 })
            #expect(try abs(bench.strip("out")[20, 9] + 3) < 1e-5)
            #expect(try abs(bench.strip("variance")[20, 9]) < 1e-3)
            #expect(try bench.strip("variance")[15, 15] > 100)
        }
    }

    @Test func `universal kriging carries a plane on beyond the readings`() throws {
        var random = Seeded(4)
        let positions = (0..<60).map { _ in
            Point(x: .random(in: 1_000...2_000, using: &random), y: .random(in: 1_000...2_000, using: &random))
        }
        let bench = bench(LineSurvey.grid, positions, positions.map { 3 + 0.01 * $0.x - 0.02 * $0.y })
        try bench.run(Kriging.self, model.merging(["drift": "linear", "neighbours": 20]) { $1 })
        let out = try bench.strip("out")
        let far = LineSurvey.grid.centre(column: 40, row: 0)
        #expect(abs(Double(out[40, 0]) - (3 + 0.01 * far.x - 0.02 * far.y)) < 1e-3)
    }

    @Test func `the variogram finds the model that made the field`() throws {
        // A sum of many waves has the covariance of their spectrum; here, a Gaussian one with range 600.
        var random = Seeded(11)
        func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) } }
        let waves = (0..<400).map { _ in
            (
                x: normal() * 6.0.squareRoot() / 600, y: normal() * 6.0.squareRoot() / 600,
                phase: 6.283 * Double.random(in: 0...1, using: &random)
            )
        }
        let positions = (0..<900).map { _ in
            Point(x: .random(in: 0...9_000, using: &random), y: .random(in: 0...9_000, using: &random))
        }
        let values = positions.map { position in
            waves.reduce(0.0) { $0 + 0.5 * Elementary.cos($1.x * position.x + $1.y * position.y + $1.phase) }
        }
        let bench = bench(LineSurvey.grid, positions, values)
        try bench.run(Variogram.self, ["lags": 24, "lag": 60, "model": "gaussian"])
        let fitted = try bench.value(given: "out", as: VariogramModel.self)
        // The variance of 400 waves of amplitude 1/2 is 50.
        #expect(abs(fitted.sill - 50) < 10)
        #expect(abs(fitted.range - 600) < 90)
        #expect(fitted.nugget < 3)
        #expect(try bench.table(given: "table").rows.count == 24)
    }
}
