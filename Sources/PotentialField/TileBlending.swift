import KernelTypes
import Operations
import Survey

/// Puts tiles together, row of tiles by row of tiles, and writes the rows that no later tile touches.
struct TileBlending {
    /// Writes one row of a window's result.
    typealias RowWriter = @Sendable (_ row: Int, _ output: Cells) -> Void

    private let tiles: FieldTiles
    private let field: Field
    private let sink: any RasterSink
    /// The rows that are being put together, and their sums.
    private var rows: Range<Int>
    private var sums: Cells

    init(tiles: FieldTiles, field: Field, sink: any RasterSink) {
        self.tiles = tiles
        self.field = field
        self.sink = sink
        rows = 0..<0
        sums = Cells(count: 0)
    }

    /// Makes a tile and adds it; `filter` is given its block and its core.
    mutating func add(
        row: Int, column: Int, at bench: any Workbench,
        _ filter: (_ block: FieldBlock, _ core: Window) throws -> RowWriter
    ) throws {
        let window = tiles.window(row: row, column: column)
        if column == 0 { open(row) }
        guard
            let block = try FieldBlock(window, of: field.source, metres: field.metres, at: bench)
        else { return }
        let write = try filter(block, tiles.core(row: row, column: column))
        let share = Share(tiles, row: row, column: column, window: window, of: field.grid)
        let bands = FieldBlock.bands(window.rows)
        let sums = sums
        let rows = rows
        try bench.inParallel(bands.count) { index in
            let line = Cells(count: window.columns)
            for inside in bands[index] {
                let row = window.row + inside
                guard rows.contains(row), share.down[inside] > 0 else { continue }
                write(inside, line)
                share.add(line, ofRow: inside, to: sums, from: rows.lowerBound)
            }
        }
    }

    /// The weights of a tile, by column and row of its window.
    private struct Share: Sendable {
        let across: [Float]
        let down: [Float]
        let column: Int
        let row: Int
        let columns: Int

        init(_ tiles: FieldTiles, row: Int, column: Int, window: Window, of grid: AnalysisGrid) {
            across = (0..<window.columns).map {
                tiles.weight(at: window.column + $0, of: tiles.columns[column], count: grid.columns)
            }
            down = (0..<window.rows).map {
                tiles.weight(at: window.row + $0, of: tiles.rows[row], count: grid.rows)
            }
            self.column = window.column
            self.row = window.row
            columns = grid.columns
        }

        /// Adds a row of the window to the sums of the raster's rows from `first` on.
        func add(_ line: Cells, ofRow inside: Int, to sums: Cells, from first: Int) {
            let start = (row + inside - first) * columns + column
            let weight = down[inside]
            let target = sums.part(start..<(start + across.count))
            for column in 0..<across.count where across[column] > 0 {
                target[column] += line[column] * (weight * across[column])
            }
        }
    }

    /// Room for all rows that a row of tiles adds to, with what the row before left there.
    private mutating func open(_ row: Int) {
        let core = tiles.rows[row]
        let end = min(field.grid.rows, core.upperBound + (row + 1 < tiles.rows.count ? tiles.overlap / 2 : 0))
        let next = rows.upperBound == 0 ? 0..<end : rows.lowerBound..<max(end, rows.upperBound)
        let wider = Cells(count: next.count * field.grid.columns)
        let old = sums
        wider.withMutableSpan { wider in
            for index in wider.indices { wider[index] = index < old.count ? old[index] : 0 }
        }
        sums = wider
        rows = next
    }

    /// Writes what is done after a row of tiles, without data where the input has none, and keeps the rest.
    mutating func closeRow(_ row: Int, at bench: any Workbench) throws {
        let isLast = row + 1 == tiles.rows.count
        let end = isLast ? field.grid.rows : max(rows.lowerBound, tiles.rows[row].upperBound - tiles.overlap / 2)
        let done = rows.lowerBound..<end
        let columns = field.grid.columns
        let strip = Strip(
            cells: sums.part(0..<(done.count * columns)), columns: columns, rows: done, rasterRows: field.grid.rows)
        let bands = FieldBlock.bands(done.count).map {
            ($0.lowerBound + done.lowerBound)..<($0.upperBound + done.lowerBound)
        }
        let field = field
        let sink = sink
        try bench.inParallel(bands.count) { index in
            let part = strip.part(bands[index])
            try field.source.strip(bands[index]).cells.withSpan { input in
                part.cells.withMutableSpan { output in
                    for cell in output.indices where input[cell].isNaN { output[cell] = .nan }
                }
            }
            try sink.write(part)
        }
        let rest = sums.part((done.count * columns)..<sums.count)
        let kept = Cells(count: rest.count)
        kept.withMutableSpan { kept in
            for index in kept.indices { kept[index] = rest[index] }
        }
        sums = kept
        rows = end..<rows.upperBound
    }
}
