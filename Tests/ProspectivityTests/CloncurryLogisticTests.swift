import KernelTypes
import Survey
import Testing

@testable import Prospectivity

/// The published case as a binomial regression on the unique conditions of its four binary layers.
@Suite struct CloncurryLogisticTests {
    @Test func `coefficients and standard errors are the published case's`() throws {
        guard let deposits = try Cloncurry.deposits() else { return }
        var cells = [Double](repeating: 0, count: 16)
        var points = [Double](repeating: 0, count: 16)
        var condition = [Int8](repeating: 0, count: Cloncurry.grid.cellCount)
        // The favourable class of each layer; near faults is class 1.
        let layers: [(String, Float)] = [("Dist2Breccia", 2), ("Dist2Fault", 1), ("FaultDensity", 2), ("StratNo", 2)]
        for (bit, (name, favourable)) in layers.enumerated() {
            guard let raster = try Cloncurry.raster("CalculateResponse/\(name).tif", nodata: 3) else { return }
            raster.cells.withSpan { span in
                for index in span.indices {
                    if span[index].isNaN { condition[index] = -128 }
                    if span[index] == favourable && condition[index] >= 0 { condition[index] += 1 << bit }
                }
            }
        }
        for found in condition where found >= 0 { cells[Int(found)] += 1 }
        for deposit in deposits {
            let cell = try #require(Cloncurry.grid.cell(at: deposit.location))
            let found = condition[cell.row * Cloncurry.grid.columns + cell.column]
            if found >= 0 { points[Int(found)] += 1 }
        }
        let used = (0..<16).filter { cells[$0] > 0 }
        #expect(used.count == 16)
        let fit = try LogisticFit(
            rows: used.map { condition in (0..<4).map { Double(condition >> $0 & 1) } },
            trials: used.map { cells[$0] * 0.01 }, events: used.map { points[$0] })
        let coefficients = [-6.128599, 0.615333, 0.576299, 0.808931, 1.175040]
        let errors = [0.161944, 0.176248, 0.160573, 0.160946, 0.176408]
        for index in 0..<5 {
            #expect(abs(fit.coefficients[index] - coefficients[index]) < 1e-5)
            #expect(abs(fit.standardErrors[index] - errors[index]) < 1e-5)
        }
        #expect(abs(fit.expectedEvents - 258) < 1e-6)
    }
}
