/// The nodes of one level with two rows and columns of auxiliary nodes around them, in single precision as the raster
/// that they become.
///
/// A row is kept as four phases, columns 0, 4, 8, ..., then 1, 5, 9, ..., so that the nodes of a phase, which do not
/// look at each other, lie side by side and are relaxed several at a time.
// @unchecked: bands of at least two rows are relaxed at the same time only with a whole band between them, and a node
// looks no farther than two rows; between such passes one thread alone writes.
final class Plate: @unchecked Sendable {
    let columns: Int
    let rows: Int
    /// Nodes of a phase with its auxiliary ones.
    let lane: Int
    let stride: Int
    private let base: UnsafeMutablePointer<Float>

    /// All nodes 0.
    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        // Column -2 is index 0 of phase 2; column `columns` + 1 is the last.
        lane = (columns + 5) / 4 + 1
        stride = 4 * lane
        base = .allocate(capacity: (rows + 4) * stride)
        base.initialize(repeating: 0, count: (rows + 4) * stride)
    }

    deinit { base.deallocate() }

    /// Bytes that a plate takes.
    static func bytes(columns: Int, rows: Int) -> Int { 4 * (rows + 4) * 4 * ((columns + 5) / 4 + 1) }

    subscript(column: Int, row: Int) -> Float {
        get { base[index(column, row)] }
        set { base[index(column, row)] = newValue }
    }

    /// The nodes of a phase in a row, seen from `offset` columns away: element k + 1 is column 4k + phase + offset.
    func lane(_ row: Int, phase: Int, offset: Int) -> UnsafeMutablePointer<Float> {
        let shifted = phase + offset
        return base + ((row + 2) * stride + (shifted & 3) * lane + (shifted >> 2))
    }

    private func index(_ column: Int, _ row: Int) -> Int {
        (row + 2) * stride + (column & 3) * lane + (column >> 2) + 1
    }
}

extension Plate {
    /// Fills the auxiliary nodes around the edges: Smith and Wessel (1990), equations.
    func setEdges(_ stencil: PlateStencil) {
        let (north, east) = (Ends(stencil.north), Ends(stencil.east))
        for column in 0..<columns {
            self[column, -1] = north.here * self[column, 0] + north.inside * self[column, 1]
            self[column, rows] =
                north.here * self[column, rows - 1] + north.inside * self[column, rows - 2]
        }
        for row in 0..<rows {
            self[-1, row] = east.here * self[0, row] + east.inside * self[1, row]
            self[columns, row] =
                east.here * self[columns - 1, row] + east.inside * self[columns - 2, row]
        }
        for (column, across) in [(0, 1), (columns - 1, -1)] {
            for (row, down) in [(0, 1), (rows - 1, -1)] {
                self[column - across, row - down] =
                    self[column + across, row - down] + self[column - across, row + down]
                    - self[column + across, row + down]
            }
        }
        let e = Float(stencil.squaredRatio)
        for column in 0..<columns {
            for (edge, down) in [(0, 1), (rows - 1, -1)] {
                let outer = self[column - 1, edge - down] + self[column + 1, edge - down]
                let inner = self[column - 1, edge + down] + self[column + 1, edge + down]
                let slope = self[column, edge - down] - self[column, edge + down]
                self[column, edge - 2 * down] =
                    self[column, edge + 2 * down] + (inner - outer) / e + (2 + 2 / e) * slope
            }
        }
        for row in 0..<rows {
            for (edge, across) in [(0, 1), (columns - 1, -1)] {
                let outer = self[edge - across, row - 1] + self[edge - across, row + 1]
                let inner = self[edge + across, row - 1] + self[edge + across, row + 1]
                let slope = self[edge - across, row] - self[edge + across, row]
                self[edge - 2 * across, row] =
                    self[edge + 2 * across, row] + e * (inner - outer) + (2 + 2 * e) * slope
            }
        }
    }

    /// How a node beyond an edge follows from the two inside.
    private struct Ends {
        let here, inside: Float

        init(_ rule: (here: Double, inside: Double)) { (here, inside) = (Float(rule.here), Float(rule.inside)) }
    }

    /// Takes the values of a level with twice the spacing, cubic between its nodes, into some rows.
    func take(_ coarse: Plate, rows taken: Range<Int>) {
        var line = Array(repeating: Float(0), count: coarse.columns)
        for row in taken {
            for column in 0..<coarse.columns {
                line[column] = Self.between(row, coarse.rows) { coarse[column, $0] }
            }
            line.withUnsafeBufferPointer { line in
                for phase in 0..<4 {
                    let lane = lane(row, phase: phase, offset: 0)
                    for (index, column) in Swift.stride(from: phase, to: columns, by: 4).enumerated() {
                        lane[index + 1] = Self.between(column, line.count) { line[$0] }
                    }
                }
            }
        }
    }

    /// The value at node `fine` of a line whose even nodes are those of `node`.
    @inline(__always)
    private static func between(_ fine: Int, _ count: Int, _ node: (Int) -> Float) -> Float {
        let before = fine / 2
        if fine % 2 == 0 { return node(before) }
        let mean = 0.5 * (node(before) + node(before + 1))
        guard before > 0, before + 2 < count else { return mean }
        return mean + 0.0625 * (2 * mean - node(before - 1) - node(before + 2))
    }
}
