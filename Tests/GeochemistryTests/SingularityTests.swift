import KernelTypes
import Operations
import Survey
import Testing

@testable import Geochemistry

@Suite struct SingularityTests {
    private func result(_ values: [Float], columns: Int, height: Int, _ parameters: [String: ParameterValue]) throws
        -> [Float]
    {
        let rows = values.count / columns
        let whole = Strip(columns: columns, values: values)
        let grid = grid(columns: columns, rows: rows)
        var transform = try Singularity(Singularity.declaration.resolve(parameters), on: grid)
        try transform.learn { _, visit in grid.bands(ofAtMost: height).forEach { visit(whole.part($0)) } }
        let output = Strip(columns: columns, rows: 0..<rows, rasterRows: rows)
        for band in grid.bands(ofAtMost: height) {
            let reach = max(0, band.lowerBound - transform.halo)..<min(rows, band.upperBound + transform.halo)
            transform.apply(to: [whole.part(reach)], into: output.part(band))
        }
        return output.cells.values
    }

    private let field: [Float] = {
        var random = Seeded(2)
        return (0..<(19 * 17)).map { $0 % 23 == 5 ? .nan : Float.random(in: 0.1...9, using: &random) }
    }()

    @Test func `an even content is 2 everywhere, to the raster's edge`() throws {
        let cells = try result(Array(repeating: 7, count: 15 * 12), columns: 15, height: 12, [:])
        #expect(cells.allSatisfy { abs($0 - 2) < 1e-6 })
    }

    @Test func `all content in one cell is singular to zero`() throws {
        // ρ = c / ε², so ρ ∝ ε^(α - 2) with α = 0.
        var values = [Float](repeating: 0, count: 21 * 21)
        values[10 * 21 + 10] = 5
        let cells = try result(values, columns: 21, height: 21, ["smallest": 0])
        #expect(abs(cells[10 * 21 + 10]) < 1e-6)
        #expect(cells[0].isNaN, "a window without content has no logarithm")
    }

    @Test func `windows are those of a direct sum and a direct fit`() throws {
        let cells = try result(field, columns: 19, height: 17, ["largest": 4])
        for row in 0..<17 {
            for column in 0..<19 {
                let radii = [1, 2, 3, 4]
                var (x, y): ([Double], [Double]) = ([], [])
                for radius in radii {
                    var (sum, count) = (0.0, 0.0)
                    for r in max(0, row - radius)...min(16, row + radius) {
                        for c in max(0, column - radius)...min(18, column + radius) where !field[r * 19 + c].isNaN {
                            sum += Double(field[r * 19 + c])
                            count += 1
                        }
                    }
                    x.append(Elementary.log(Double(2 * radius + 1)))
                    y.append(Elementary.log(sum / count))
                }
                let (mx, my) = (x.reduce(0, +) / 4, y.reduce(0, +) / 4)
                var (xy, xx) = (0.0, 0.0)
                for index in 0..<4 {
                    xy += (x[index] - mx) * (y[index] - my)
                    xx += (x[index] - mx) * (x[index] - mx)
                }
                let found = cells[row * 19 + column]
                #expect(field[row * 19 + column].isNaN ? found.isNaN : abs(Double(found) - 2 - xy / xx) < 1e-6)
            }
        }
    }

    @Test func `strips of any height give the same bits, and a turned raster the turned result`() throws {
        let cuts = try [1, 2, 5, 17].map { try result(field, columns: 19, height: $0, [:]).map(\.bitPattern) }
        #expect(Set(cuts).count == 1)
        let turned = (0..<19).flatMap { row in (0..<17).map { column in field[(16 - column) * 19 + row] } }
        let (a, b) = (try result(field, columns: 19, height: 17, [:]), try result(turned, columns: 17, height: 19, [:]))
        for row in 0..<19 {
            for column in 0..<17 {
                let (x, y) = (b[row * 17 + column], a[(16 - column) * 19 + row])
                #expect(x.isNaN ? y.isNaN : abs(x - y) < 1e-5)
            }
        }
    }

    @Test func `negative cells, two windows and windows beyond the grid are refused`() {
        #expect(throws: OperationError.self) { try result([1, -1, 1, 1], columns: 2, height: 2, ["largest": 3]) }
        let few = #expect(throws: OperationError.self) {
            try result(field, columns: 19, height: 17, ["largest": 2])
        }
        #expect(few?.key == "largest")
        #expect(throws: OperationError.self) { try result(field, columns: 19, height: 17, ["largest": 19]) }
        var negative = field
        negative[100] = -0.5
        let low = #expect(throws: OperationError.self) { try result(negative, columns: 19, height: 17, [:]) }
        #expect(low?.code == .unfitInput)
    }
}
