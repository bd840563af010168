import Operations
import Survey

/// The tiles in which a field is filtered: one where memory allows it and one filter does for all.
struct FieldTiles: Sendable {
    /// Cores, without overlap.
    private(set) var columns: [Range<Int>]
    private(set) var rows: [Range<Int>]
    /// Cells that a tile sees beyond its core; half of them are blended with its neighbour.
    let overlap: Int
    private let grid: AnalysisGrid

    /// Divides until a tile fits in half the memory: the other half is for the inputs and the rows on their way out.
    init(
        of field: Field, reach: Double?, parts: Int, greatest: Double?, at bench: any Workbench,
        for operation: Operation
    ) throws {
        let grid = field.grid
        self.grid = grid
        let cell = min(field.metres.width, field.metres.height)
        let overlap = 2 * max(8, Int((0.5 * (reach ?? 0) / cell).rounded(.up)))
        self.overlap = overlap
        var across = 1
        var down = 1
        if let greatest, reach != nil {
            across = max(1, Int((Double(grid.columns) * field.metres.width / greatest).rounded(.up)))
            down = max(1, Int((Double(grid.rows) * field.metres.height / greatest).rounded(.up)))
        }
        func side(_ count: Int, _ parts: Int) -> Int {
            parts == 1 ? count : min(count, (count + parts - 1) / parts + 2 * overlap)
        }
        func bytes() -> Int {
            let block = FieldBlock.bytes(columns: side(grid.columns, across), rows: side(grid.rows, down), parts: parts)
            return block + (across * down > 1 ? 8 * grid.columns * side(grid.rows, down) : 0)
        }
        while reach != nil, 2 * bytes() > bench.memoryBytes {
            // A core below its own overlap costs more than it saves.
            let canAcross = grid.columns / across > 2 * overlap
            let canDown = grid.rows / down > 2 * overlap
            guard canAcross || canDown else { break }
            if canDown && (!canAcross || grid.rows / down >= grid.columns / across) { down += 1 } else { across += 1 }
        }
        try bench.require(bytes: 2 * bytes(), of: operation, for: "a tile of the spectrum")
        columns = Self.divided(grid.columns, across)
        rows = Self.divided(grid.rows, down)
    }

    var isWhole: Bool { columns.count == 1 && rows.count == 1 }

    func core(row: Int, column: Int) -> Window {
        Window(
            column: columns[column].lowerBound, row: rows[row].lowerBound, columns: columns[column].count,
            rows: rows[row].count)
    }

    /// The core with its overlap, as far as the raster goes.
    func window(row: Int, column: Int) -> Window {
        let west = max(0, columns[column].lowerBound - overlap)
        let east = min(grid.columns, columns[column].upperBound + overlap)
        let north = max(0, rows[row].lowerBound - overlap)
        let south = min(grid.rows, rows[row].upperBound + overlap)
        return Window(column: west, row: north, columns: east - west, rows: south - north)
    }

    private static func divided(_ count: Int, _ parts: Int) -> [Range<Int>] {
        (0..<parts).map { (count * $0 / parts)..<(count * ($0 + 1) / parts) }
    }

    /// The weight of a tile at a cell: 1 in its core, and falling to 0 over the blended half of the overlap.
    func weight(at cell: Int, of core: Range<Int>, count: Int) -> Float {
        let half = Double(overlap) / 2
        func ramp(_ edge: Int) -> Double { min(1, max(0, (Double(cell) + 0.5 - Double(edge) + half) / (2 * half))) }
        let rise = core.lowerBound == 0 ? 1 : ramp(core.lowerBound)
        let fall = core.upperBound == count ? 0 : ramp(core.upperBound)
        return Float(rise - fall)
    }
}
