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
