import Evidence
import Foundation
import Operations
import Testing

@Suite struct FuzzyMembershipTests {
    private static let formulas: [(parameters: [String: ParameterValue], formula: @Sendable (Double) -> Double)] = [
        (["kind": "linear", "low": 10, "high": 60], { min(1, max(0, ($0 - 10) / 50)) }),
        (["kind": "linear", "low": 60, "high": 10], { min(1, max(0, ($0 - 60) / -50)) }),
        (["kind": "small", "midpoint": 30, "spread": 5], { $0 <= 0 ? 1 : 1 / (1 + pow($0 / 30, 5)) }),
        (["kind": "large", "midpoint": 30, "spread": 3.5], { $0 <= 0 ? 0 : 1 / (1 + pow($0 / 30, -3.5)) }),
        (["kind": "near", "midpoint": 30, "spread": 0.01], { 1 / (1 + 0.01 * ($0 - 30) * ($0 - 30)) }),
        (["kind": "gaussian", "midpoint": 30, "spread": 0.002], { exp(-0.002 * ($0 - 30) * ($0 - 30)) }),
    ]

    @Test(arguments: formulas.indices, [(1, 1), (1, 7), (7, 1), (35, 12)])
    func `a membership follows its formula and lies in 0 to 1`(kind: Int, size: (Int, Int)) throws {
        let (parameters, formula) = Self.formulas[kind]
        let raster = SmallRaster(size.0, size.1, in: -20...120, seed: UInt64(11 + kind))
        let result = try raster.result(of: FuzzyMembership.self, parameters)
        #expect(agree(result, raster.values.map { $0.isNaN ? .nan : formula(Double($0)) }, within: 3e-6))
        #expect(result.allSatisfy { $0.isNaN || (0...1).contains($0) })
        #expect(try raster.cuts(of: FuzzyMembership.self, parameters).count == 1)
    }

    @Test(
        arguments: [
            ([:], "kind"),
            (["kind": "linear", "low": 1], "high"),
            (["kind": "linear", "low": 1, "high": 2, "spread": 5], "spread"),
            (["kind": "linear", "low": 1, "high": 1], "low"),
            (["kind": "small", "midpoint": 1], "spread"),
            (["kind": "small", "midpoint": 0, "spread": 5], "midpoint"),
            (["kind": "large", "midpoint": -3, "spread": 5], "midpoint"),
            (["kind": "near", "spread": 1, "low": 3], "low"),
            (["kind": "gaussian", "midpoint": 1, "spread": 0], "spread"),
            (["kind": "gaussian", "midpoint": 1e300, "spread": 1], "midpoint"),
            (["kind": "bell", "midpoint": 1, "spread": 1], "kind"),
        ] as [([String: ParameterValue], String)])
    func `a kind with the wrong parameters is refused at the wrong one`(
        parameters: [String: ParameterValue], key: String
    ) {
        let raster = SmallRaster(2, 2, in: 0...1, seed: 1)
        let error = #expect(throws: OperationError.self) { try raster.result(of: FuzzyMembership.self, parameters) }
        #expect(error?.key == key)
        #expect(error?.remedy.isEmpty == false)
    }
}
