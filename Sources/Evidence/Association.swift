import KernelTypes
package import Operations
import Survey

/// Which layers meet in a cell.
package struct Association: Procedure {
    package static let declaration = Operation(
        name: "association",
        summary:
            "Gives which of several layers lie together in a cell, how many they are, and how often each set occurs.",
        family: .distance,
        inputs: [.init("in", .layer, "lines, polygons, points or rasters, up to 24", isMany: true)],
        parameters: [
            Parameter(
                "block", .integer(from: 1, to: 1_000), unit: "cells", default: 1,
                "side of the squares, counted from the north-west, in which things count as together"),
            Parameter(
                "where", .text, isOptional: true,
                "which cells of a raster count, as in 'distance'; without it, all that have a value other than 0"),
        ],
        outputs: [.init("out", .raster), .init("code", .raster), .init("table", .table)], memory: .strip,
        formula: """
            out: the number of layers with a feature in the block; code: Σ 2^i over these layers, i counted from 0 in their \
            order; table: each set of layers that occurs, with its code and its cells.
            """,
        source: "Cell-based association: Tourlière, Pakyuz-Charrier, Cassard et al. (2015), Computers & Geosciences 78."
    )

    private static let mostLayers = 24

    private let settings: Settings
    private let block: Int
    private let condition: CellCondition

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        block = try settings.integer("block")
        condition =
            settings.has("where")
            ? try CellCondition(settings.text("where"), of: settings.operation, key: "where") : .isFeature
    }

    package func run(at bench: any Workbench) throws {
        let layers = try bench.cells("in")
        guard let grid = layers.first?.grid, layers.count <= Self.mostLayers else {
            throw settings.error(
                .unfitInput, "in", "there are \(layers.count) layers, and a code tells 1 to \(Self.mostLayers) apart",
                "give fewer")
        }
        let count = try bench.raster("out", on: grid, unit: "")
        let code = try bench.raster("code", on: grid, unit: "")
        var cells: [Int: Int] = [:]
        for band in grid.bands(ofAtMost: block * max(1, (1 << 18) / (grid.columns * block))) {
            let codes = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            let counts = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            let sets = try sets(of: layers.map { try $0.strip(band) }, columns: grid.columns)
            let wide = (grid.columns + block - 1) / block
            for row in band {
                for column in 0..<grid.columns {
                    let set = sets[(row - band.lowerBound) / block * wide + column / block]
                    codes[column, row] = Float(set)
                    counts[column, row] = Float(set.nonzeroBitCount)
                    cells[set, default: 0] += 1
                }
            }
            try count.write(counts)
            try code.write(codes)
        }
        try bench.give(table: table(cells, layers.map(\.name)), to: "table")
    }

    /// The layers that lie in each block of a band, as bits.
    private func sets(of strips: [Strip], columns: Int) throws -> [Int] {
        let wide = (columns + block - 1) / block
        let high = (strips[0].rows.count + block - 1) / block
        var sets = Array(repeating: 0, count: wide * high)
        for (index, strip) in strips.enumerated() {
            let (condition, block, start) = (condition, block, strip.rows.lowerBound)
            for row in strip.rows {
                strip.row(row).withSpan { cells in
                    for column in cells.indices where condition.isMet(by: cells[column]) {
                        sets[(row - start) / block * wide + column / block] |= 1 << index
                    }
                }
            }
        }
        return sets
    }

    private func table(_ cells: [Int: Int], _ names: [String]) -> Table {
        Table(
            columns: ["code", "layers", "cells"],
            rows: cells.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { set, count in
                let members = names.indices.filter { set >> $0 & 1 == 1 }.map { names[$0] }
                return [.whole(set), .text(members.joined(separator: " + ")), .whole(count)]
            })
    }
}
