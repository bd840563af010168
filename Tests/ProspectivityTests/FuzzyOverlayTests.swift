import KernelTypes
import Operations
import Survey
import Testing

@testable import Prospectivity

@Suite struct FuzzyOverlayTests {
    private let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1, cellHeight: 1, columns: 5, rows: 2)
    private let layers: [[Float]] = [
        [0, 0.25, 0.5, 1, .nan, 0.1, 0.2, 0.3, 0.4, 0.5],
        [0.5, 0.5, 0.75, 1, 0.5, 0.9, 0.8, .nan, 0.6, 0.5],
        [1, 0.125, 0.25, 1, 0.5, 0.3, 0.3, 0.3, 0, 0.5],
    ]

    private func overlaid(_ parameters: [String: ParameterValue], height: Int) throws -> [Float] {
        let overlay = try FuzzyOverlay(FuzzyOverlay.declaration.resolve(parameters), on: grid)
        let output = Strip(columns: 5, rows: 0..<2, rasterRows: 2)
        for band in grid.bands(ofAtMost: height) {
            overlay.apply(
                to: layers.map { Strip(columns: 5, values: $0).part(band) }, into: output.part(band))
        }
        return output.cells.values
    }

    @Test(arguments: ["and", "or", "product", "sum"])
    func `memberships combine by their formula, and any missing one leaves none`(_ method: String) throws {
        let found = try overlaid(["method": .text(method)], height: 1)
        for cell in 0..<10 {
            let members = layers.map { Double($0[cell]) }
            guard members.allSatisfy({ !$0.isNaN }) else {
                #expect(found[cell].isNaN)
                continue
            }
            let expected: Double =
                switch method {
                case "and": members.min() ?? .nan
                case "or": members.max() ?? .nan
                case "product": members.reduce(1, *)
                default: 1 - members.reduce(1) { $0 * (1 - $1) }
                }
            #expect(abs(Double(found[cell]) - expected) < 1e-6)
        }
    }

    @Test func `gamma lies between product and sum, and is one of them at its ends`() throws {
        let product = try overlaid(["method": "product"], height: 2)
        let sum = try overlaid(["method": "sum"], height: 2)
        let middle = try overlaid([:], height: 2)
        #expect(middle.map(\.bitPattern) == (try overlaid(["gamma": 0.9], height: 1)).map(\.bitPattern))
        for cell in 0..<10 where !product[cell].isNaN {
            #expect(middle[cell] >= product[cell] - 1e-6 && middle[cell] <= sum[cell] + 1e-6)
        }
        for (gamma, expected) in [(0, product), (1, sum)] {
            let found = try overlaid(["gamma": .number(Double(gamma))], height: 2)
            // 0 to the power 0 is 1, so a product of 0 does not hide the sum.
            for cell in 0..<10 where !expected[cell].isNaN { #expect(abs(found[cell] - expected[cell]) < 1e-6) }
        }
    }
}
