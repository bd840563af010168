import KernelTypes
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

/// Three layers of 12 x 10 cells, made from whole numbers so that another program can make the same; cell 17 lies far
/// out, and cells 5, 50 and 51 have no data in one layer each.
struct LayerWorld {
    static let columns = 12
    static let grid = grid(columns: 12, rows: 10)
    var layers: [[Float]]

    static func grid(columns: Int, rows: Int) -> AnalysisGrid {
        AnalysisGrid(
            crs: "EPSG:32641", west: 200_000, north: 3_200_000, cellWidth: 100, cellHeight: 100, columns: columns,
            rows: rows)
    }

    static func field(_ salt: Int) -> [Double] {
        (0..<120).map { Double(($0 * 7919 + salt * 104_729 + 13 * $0 * $0) % 1009) / 100 }
    }

    init() {
        let (a, b, c) = (Self.field(1), Self.field(2), Self.field(3))
        layers = [
            a.map { Float($0) }, zip(a, b).map { Float($1 + 0.5 * $0) }, zip(b, c).map { Float($1 * 0.1 - $0 + 1000) },
        ]
        for (layer, value) in [Float(40), -30, 1020].enumerated() { layers[layer][17] = value }
        layers[0][5] = .nan
        layers[1][50] = .nan
        layers[2][51] = .infinity
    }

    init(layers: [[Float]]) { self.layers = layers }

    /// A bench with the layers as `in`, named a, b, c, ...
    func bench(columns: Int = Self.columns) -> MemoryBench {
        let grid = Self.grid(columns: columns, rows: layers[0].count / columns)
        let bench = MemoryBench(grid: grid)
        for (index, layer) in layers.enumerated() {
            bench.put(
                Strip(columns: columns, values: layer), on: grid, as: "in",
                named: "\("abcdefgh".dropFirst(index).prefix(1))")
        }
        return bench
    }

    /// The bits of a procedure's raster on one, two and three threads.
    func bits(
        of procedure: any Procedure.Type, _ parameters: [String: ParameterValue] = [:], output: String = "out"
    ) throws -> Set<[UInt32]> {
        Set(
            try [1, 2, 3].map { threads in
                let bench = bench()
                bench.threads = threads
                try bench.run(procedure, parameters)
                return try bench.strip(output).cells.values.map(\.bitPattern)
            })
    }

    /// The stack that a procedure works on.
    func stack(bandRows: Int) throws -> LayerStack {
        let declaration = PrincipalComponents.declaration
        var stack = try LayerStack("in", at: bench(), of: Settings(declaration.resolve([:]), of: declaration))
        stack.bandRows = bandRows
        return stack
    }
}

/// Whether two numbers agree to a relative tolerance.
func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(a - b) <= tolerance * max(1, abs(b))
}

/// A table has no column of this name.
struct NoColumn: Error {
    var name: String
}

/// The numbers of one column of a table.
func numbers(_ table: Table, _ column: String) throws -> [Double] {
    guard let index = table.columns.firstIndex(of: column) else { throw NoColumn(name: column) }
    return table.rows.map { row in
        switch row[index] {
        case .number(let number): number
        case .whole(let whole): Double(whole)
        default: .nan
        }
    }
}
