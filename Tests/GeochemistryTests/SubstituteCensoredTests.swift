import Operations
import Survey
import TestBench
import Testing

@testable import Geochemistry

@Suite struct SubstituteCensoredTests {
    private let world = readings(
        [("cu", [3, .nan, .nan, .nan]), ("au", [.nan, 1, 2, 3])],
        censored: [
            "cu": [.init(reading: 1, limit: 2), .init(reading: 2, limit: 900, isAbove: true)],
            "au": [.init(reading: 0, limit: 0.01)],
        ])

    @Test(arguments: [("half", 1.0), ("root2", 1.4142135623730951), ("factor", 0.6)])
    func `each rule puts its fraction of the limit and nothing else`(rule: String, expected: Double) throws {
        var parameters: [String: ParameterValue] = ["rule": .text(rule)]
        if rule == "factor" { parameters["factor"] = 0.3 }
        let (result, bench) = try made(SubstituteCensored.self, of: world, parameters)
        #expect(agree(result.channel("cu")?.values ?? [], [3, expected, .nan, .nan], 1e-15))
        #expect(result.channel("cu")?.censored == [.init(reading: 2, limit: 900, isAbove: true)])
        #expect(result.channel("au")?.censored.isEmpty == true)
        #expect(bench.figures["substituted"] == 2 && bench.figures["substituted_cu"] == 1)
    }

    @Test func `channels that are not named stay censored`() throws {
        let result = try made(SubstituteCensored.self, of: world, ["channels": ["au"]]).readings
        #expect(result.channel("au")?.values[0] == 0.005)
        #expect(result.channel("cu")?.censored.count == 2)
    }

    @Test func `a factor without its rule, or a limit of zero, is refused`() {
        #expect(throws: OperationError.self) { try made(SubstituteCensored.self, of: world, ["factor": 0.3]) }
        #expect(throws: OperationError.self) { try made(SubstituteCensored.self, of: world, ["rule": "factor"]) }
        let zero = readings([("cu", [.nan])], censored: ["cu": [.init(reading: 0, limit: 0)]])
        #expect(throws: OperationError.self) { try made(SubstituteCensored.self, of: zero) }
    }
}
