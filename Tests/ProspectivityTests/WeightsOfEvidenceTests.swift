import KernelTypes
import Operations
import Survey
import Testing

@testable import Prospectivity

@Suite struct WeightsOfEvidenceTests {
    private let world = SmallWorld(
        columns: 10,
        [
            "distance": (0..<100).map { Float($0 / 10) },
            "rock": (0..<100).map { $0 % 10 < 3 ? 7 : 4 },
        ])

    @Test func `points outside, on unknown cells, in one cell and at one place are told`() throws {
        var world = world
        world.evidence = world.evidence.map { layer in
            Strip(columns: 10, values: layer.cells.values.enumerated().map { $0.offset < 2 ? .nan : $0.element })
        }
        let near = Occurrence(name: "near", location: Point(x: 3100, y: -100))
        let outside = Occurrence(name: "off", location: Point(x: -5, y: 5))
        let model = try world.learn(training: world.points([1, 3, 3, 12]) + [near, outside])
        #expect(model.points == 4)
        #expect(model.squareKilometres == 98)
        #expect(
            Array(model.notes.prefix(4)) == [
                "1 training points lie outside of the grid and were not used: 'off'",
                "1 training points lie exactly on another one; each was counted",
                "2 training points share a cell with another one; each was counted",
                "1 training points lie on cells without any evidence and were not used",
            ])
    }

    @Test func `without a training point on known evidence there is no model but a remedy`() {
        let error = #expect(throws: ProspectivityError.self) {
            try world.learn(training: [Occurrence(name: "off", location: Point(x: -5, y: 5))])
        }
        #expect(error?.code == .noTraining)
        #expect(error?.remedy.contains("CRS") ?? false)
    }

    @Test func `a unit cell that makes points outnumber cells is refused`() {
        let error = #expect(throws: ProspectivityError.self) {
            try world.learn(["unit_cell": 50], training: world.points([1, 2]))
        }
        #expect(error?.code == .unitCellTooLarge)
        #expect(error?.remedy.contains("unit_cell") ?? false)
    }

    @Test func `evidence without data is refused by name`() {
        var world = world
        world.evidence[1] = Strip(columns: 10, values: [Float](repeating: .nan, count: 100))
        let error = #expect(throws: ProspectivityError.self) { try world.learn(training: world.points([1])) }
        #expect(error?.code == .emptyEvidence && error?.evidence == "rock")
    }

    @Test func `a single class is told to say nothing, and adds nothing`() throws {
        var world = world
        world.evidence[1] = Strip(columns: 10, values: [Float](repeating: 3, count: 100))
        let model = try world.learn(training: world.points([1, 2, 13]))
        #expect(model.notes.contains("'rock' has a single class and tells nothing"))
        #expect(model.tables[1].isLeftOut)
    }

    @Test func `the unit cell scales areas, not points`() throws {
        let model = try world.learn(["unit_cell": 0.5], training: world.points([1, 2, 3]))
        #expect(model.tables[0].totalUnits == 200 && model.tables[0].totalPoints == 3)
        #expect(model.prior == 3.0 / 200)
    }

    @Test func `infinite values are no data`() throws {
        world.evidence[1][0, 0] = .infinity
        #expect(try world.learn(training: world.points([1, 2])).tables[1].totalUnits == 99)
    }

    @Test func `continuous evidence is classed by exact quantiles, whose ties bound one class`() throws {
        let values = (0..<100).map { $0 < 40 ? Float(0.5) : Float($0) + 0.25 }
        let world = SmallWorld(columns: 10, ["measure": values])
        let model = try world.learn(["bins": 4], training: world.points([1, 50, 99]), height: 3)
        // The quartiles of numpy.percentile(values, [25, 50, 75]): 0.5 (the minimum, so no limit), 49.75, 74.5.
        #expect(model.tables[0].classes == .limits([49.75, 74.5]))
        #expect(model.tables[0].rows.map(\.classSquareKilometres) == [50, 25, 25])
        #expect(model.notes.contains { $0.hasPrefix("'measure' is continuous and was classed by 4 quantiles") })
    }

    @Test func `given breaks are class limits that include the lower one`() throws {
        let model = try world.learn(
            ["breaks": .map(["distance": [2, 5]]), "classes": .map(["distance": "ascending"])],
            training: world.points([1, 2, 33]))
        #expect(model.tables[0].rows.map(\.name) == [1, 2, 3])
        #expect(model.tables[0].rows.map(\.classSquareKilometres) == [20, 30, 50])
        #expect(model.tables[0].rows.map(\.points) == [2, 3, 3])
    }

    @Test func `a threshold cuts continuous evidence at itself, included on the favourable side`() throws {
        let values = (0..<100).map { Float($0) + 0.5 }
        let world = SmallWorld(columns: 10, ["measure": values])
        for (scheme, favourable) in [("ascending", 31.0), ("descending", 70.0)] {
            let model = try world.learn(
                ["classes": .map(["measure": .text(scheme)]), "threshold": .map(["measure": 30.5])],
                training: world.points([1, 20, 99]))
            let table = model.tables[0]
            #expect(table.rows.map(\.generalised) == [2, 1])
            #expect(table.rows[0].classSquareKilometres == favourable)
            #expect(table.rows[0].weight == table.rows[0].weights.positive)
            #expect(table.rows[1].weight == table.rows[0].weights.negative)
            #expect(!model.notes.contains { $0.contains("quantiles") })
        }
    }

    @Test(
        arguments: [
            ["classes": .map(["distanc": "unique"])], ["classes": .map(["rock": "upwards"])],
            ["breaks": .map(["rock": [2, 1]])], ["threshold": .map(["rock": "much"])],
        ] as [[String: ParameterValue]])
    func `a setting that fits no evidence is refused before anything is read`(_ set: [String: ParameterValue]) throws {
        let parameters = try WeightsOfEvidence.declaration.resolve(set)
        #expect(throws: OperationError.self) {
            try WeightsOfEvidence(parameters, evidence: world.names, on: world.grid)
        }
    }
}
