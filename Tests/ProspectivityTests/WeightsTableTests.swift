import Testing

@testable import Prospectivity

@Suite struct WeightsTableTests {
    @Test(
        arguments: [
            ("CalculateWeights/Dist2Breccia_CA.csv", ClassScheme.ascending),
            ("CalculateWeights/Dist2Fault_CA.csv", .ascending),
            ("CalculateWeights/FaultDensity_CD.csv", .descending),
            ("CalculateWeights/StratNo_CT.csv", .categorical),
            ("CalculateResponse/Dist2Breccia_CT.csv", .categorical),
            ("CalculateResponse/Dist2Fault_CT.csv", .categorical),
            ("CalculateResponse/FaultDensity_CT.csv", .categorical),
            ("CalculateResponse/StratNo_CT.csv", .categorical),
        ])
    func `a published table is reproduced in every column`(_ path: String, _ scheme: ClassScheme) throws {
        guard let published = try Cloncurry.table(path) else { return }
        let table = try WeightsTable(published: published, scheme)
        try #require(table.rows.count == published.count)
        for (row, line) in zip(table.rows, published) {
            let computed: [(String, Double)] = [
                ("CLASS", row.name), ("CLASS_AREA", row.classSquareKilometres), ("AREA_SQ_KM", row.squareKilometres),
                ("AREA_UNITS", row.units), ("NO_POINTS", Double(row.points)), ("WPLUS", row.weights.positive),
                ("S_WPLUS", row.weights.positiveDeviation), ("WMINUS", row.weights.negative),
                ("S_WMINUS", row.weights.negativeDeviation), ("CONTRAST", row.weights.contrast),
                ("S_CONTRAST", row.weights.contrastDeviation), ("STUDC", row.weights.studentised),
                ("GEN_CLASS", row.generalised), ("WEIGHT", row.weight), ("W_STD", row.deviation),
            ]
            for (column, value) in computed {
                let expected = try #require(line[column])
                #expect(abs(value - expected) <= 1e-9, "\(path) class \(row.name) \(column): \(value), \(expected)")
            }
        }
    }
}

/// Bonham-Carter, Agterberg and Wright (1988): gold of the Meguma terrane, Nova Scotia.
@Suite struct MegumaTests {
    @Test func `anticline axes weigh as published: 50 of 68 deposits on 1,276.4 of 2,945 km²`() throws {
        let table = try WeightsTable(
            evidence: "anticlines", scheme: .categorical, classes: .values([1, 2]),
            counts: [
                .init(squareKilometres: 2945 - 1276.4, points: 18), .init(squareKilometres: 1276.4, points: 50),
            ], unitCell: 1, generalisation: .none, studentisedLimit: 2)
        let near = table.rows[1].weights
        #expect(abs(near.positive - 0.5452) < 5e-5)
        #expect(abs(near.negative + 0.7735) < 5e-5)
        #expect(abs(near.contrast - 1.3187) < 5e-5)
    }
}
