import Testing

@testable import Prospectivity

@Suite struct GeneralisationTests {
    /// Ten classes of 100 km²; most points lie in the first three.
    private func table(
        _ scheme: ClassScheme, _ rule: Generalisation, points: [Int] = [20, 15, 9, 2, 1, 1, 1, 0, 1, 0],
        limit: Double = 2
    ) throws -> WeightsTable {
        try WeightsTable(
            evidence: "e", scheme: scheme, classes: .values(points.indices.map { Float($0 + 1) }),
            counts: points.map { .init(squareKilometres: 100, points: $0) }, unitCell: 1, generalisation: rule,
            studentisedLimit: limit)
    }

    @Test func `an ordered table is cut at its highest contrast`() throws {
        let table = try table(.ascending, .maximumContrast)
        let best = try #require(
            table.rows.indices.max { table.rows[$0].weights.contrast < table.rows[$1].weights.contrast })
        for (row, entry) in table.rows.enumerated() {
            #expect(entry.generalised == (row <= best ? 2 : 1))
            let weights = table.rows[best].weights
            #expect(entry.weight == (row <= best ? weights.positive : weights.negative))
            #expect(entry.deviation == (row <= best ? weights.positiveDeviation : weights.negativeDeviation))
        }
    }

    @Test func `a limit keeps the cut to classes that reach it, and the studentised rule takes the surest`() throws {
        let free = try table(.ascending, .maximumContrast)
        let contrasts = free.rows.map(\.weights.contrast)
        let studentised = free.rows.map(\.weights.studentised)
        let limit = try #require(studentised.max()) - 0.01
        let held = try table(.ascending, .maximumContrastAtLimit, limit: limit)
        let sure = studentised.indices.filter { studentised[$0] >= limit }
        let expected = try #require(sure.max { contrasts[$0] < contrasts[$1] })
        #expect(held.rows.count { $0.generalised == 2 } == expected + 1)
        let surest = try table(.ascending, .maximumStudentisedContrast)
        #expect(
            surest.rows.count { $0.generalised == 2 }
                == (studentised.firstIndex(of: try #require(studentised.max())) ?? 0) + 1)
        #expect(expected != contrasts.firstIndex(of: contrasts.max() ?? 0), "the rules differ here")
    }

    @Test(arguments: [ClassScheme.ascending, .descending, .categorical])
    func `evidence that never reaches the limit is left out`(_ scheme: ClassScheme) throws {
        let table = try table(scheme, .maximumContrast, points: [1, 1, 1, 1, 2, 1, 1, 1, 1, 1], limit: 5)
        #expect(table.isLeftOut)
        #expect(table.rows.allSatisfy { $0.generalised == 999 && $0.weight == 0 && $0.deviation == 0 })
    }

    @Test func `unique classes keep their own weights whatever the rule`() throws {
        let table = try table(.unique, .maximumContrast, points: [1, 1, 1, 1, 2, 1, 1, 1, 1, 1], limit: 5)
        #expect(table.rows.allSatisfy { $0.weight == $0.weights.positive && $0.generalised == $0.name })
    }

    @Test func `ordered classes that are not generalised have the weights of their own areas`() throws {
        let ordered = try table(.descending, .none)
        let unique = try table(.unique, .none)
        #expect(ordered.rows.reversed().map(\.weight) == unique.rows.map(\.weight))
    }

    @Test func `categories that say too little share one weight, that of their joint area`() throws {
        let table = try table(.categorical, .maximumContrastAtLimit)
        let joined = table.rows.filter { $0.generalised == WeightsTable.joined }
        #expect(joined.count > 1 && joined.count < 10)
        #expect(joined.map(\.name) == table.rows.filter { abs($0.weights.studentised) < 2 }.map(\.name))
        let shared = ClassWeights(
            units: Double(joined.count) * 100, points: joined.reduce(0) { $0 + $1.points }, totalUnits: 1000,
            totalPoints: 50)
        #expect(joined.allSatisfy { $0.weight == shared.positive && $0.deviation == shared.positiveDeviation })
    }

    @Test func `a manual cut groups the favourable categories`() throws {
        let table = try table(.categorical, .manual([1, 3]))
        let shared = ClassWeights(units: 200, points: 29, totalUnits: 1000, totalPoints: 50)
        #expect(table.rows.filter { $0.generalised == 2 }.map(\.name) == [1, 3])
        #expect(table.rows[0].weight == shared.positive && table.rows[1].weight == shared.negative)
    }

    @Test(arguments: [Generalisation.manual([0]), .manual([10]), .manual([2, 3])])
    func `a threshold that cuts nothing off is refused`(_ rule: Generalisation) {
        let error = #expect(throws: ProspectivityError.self) { try table(.ascending, rule) }
        #expect(error?.code == .thresholdOutOfRange)
    }

    @Test func `a category that the evidence does not have is refused`() {
        #expect(throws: ProspectivityError.self) { try table(.categorical, .manual([1, 99])) }
    }

    @Test func `empty and full classes stay finite`() throws {
        for points in [[0, 0, 3], [3, 0, 0], [0, 3, 0], [1, 1, 1]] {
            for scheme in ClassScheme.allCases {
                for areas in [[100.0, 0, 1], [0.5, 50, 0], [3, 3, 3]] {
                    let table = try WeightsTable(
                        evidence: "e", scheme: scheme, classes: .values([1, 2, 3]),
                        counts: zip(areas, points).map { .init(squareKilometres: $0, points: $1) }, unitCell: 1,
                        generalisation: .none, studentisedLimit: 2)
                    #expect(table.rows.allSatisfy { $0.weights.studentised.isFinite && $0.weight.isFinite })
                }
            }
        }
    }
}
