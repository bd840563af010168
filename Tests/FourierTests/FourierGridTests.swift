import Fourier
import KernelTypes
import Testing

@Suite struct FourierGridTests {
    /// The sum itself, at one frequency.
    private func direct(_ cells: [Float], _ columns: Int, _ rows: Int, _ u: Int, _ v: Int) -> SIMD2<Double> {
        let turn = 6.283_185_307_179_586
        var sum = SIMD2<Double>(0, 0)
        for row in 0..<rows {
            for column in 0..<columns {
                let parts = Double(u * column) / Double(columns) + Double(v * row) / Double(rows)
                let value = Double(cells[row * columns + column])
                let angle = turn * (parts - parts.rounded(.down))
                sum += SIMD2(value * Elementary.cos(angle), -value * Elementary.sin(angle))
            }
        }
        return sum
    }

    private func grid(_ cells: [Float], _ columns: Int, _ rows: Int) throws -> FourierGrid {
        let grid = try FourierGrid(columns: columns, rows: rows)
        for row in 0..<rows {
            grid.withCells(ofRow: row) { line in
                for column in 0..<columns { line[column] = cells[row * columns + column] }
            }
            grid.forward(row: row)
        }
        return grid
    }

    private func cells(_ count: Int) -> [Float] { (0..<count).map { Float(($0 * $0 * 37 + 11 * $0) % 101) - 50 } }

    @Test(arguments: [(12, 10), (9, 7), (30, 21), (2, 2)])
    func `the spectrum is the sum that defines it`(columns: Int, rows: Int) throws {
        let cells = cells(columns * rows)
        let grid = try grid(cells, columns, rows)
        for block in 0..<grid.blocks {
            grid.look(block: block) { frequency, column in
                for row in 0..<rows {
                    let right = direct(cells, columns, rows, frequency, row)
                    #expect(abs(Double(column[row].x) - right.x) < 1e-2)
                    #expect(abs(Double(column[row].y) - right.y) < 1e-2)
                }
            }
        }
    }

    @Test func `there and back is where it began, times the number of cells`() throws {
        let cells = cells(44 * 30)
        let grid = try grid(cells, 44, 30)
        let other = try FourierGrid(columns: 44, rows: 30)
        for block in 0..<grid.blocks { grid.filter(block: block, into: other) { _, _ in } }
        for row in 0..<30 {
            other.backward(row: row)
            other.withCells(ofRow: row) { line in
                for column in 0..<44 {
                    #expect(abs(line[column] / (44 * 30) - cells[row * 44 + column]) < 1e-4)
                }
            }
        }
    }

    @Test func `a fast size is even, not below, and has no prime above 7`() {
        #expect(FourierGrid.fastSize(atLeast: 1) == 2)
        #expect(FourierGrid.fastSize(atLeast: 121) == 126)
        #expect(FourierGrid.fastSize(atLeast: 127) == 128)
        #expect(FourierGrid.fastSize(atLeast: 6_144) == 6_144)
        #expect(FourierGrid.fastSize(atLeast: 1_025) == 1_050)
    }
}
