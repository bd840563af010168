import Fourier
import KernelTypes
import Operations
import Survey

/// A part of a field, ready for filters: plane off, holes filled, edges drawn out, its rows transformed.
final class FieldBlock: Sendable {
    /// The raster's cells that it holds.
    let window: Window
    let grid: FourierGrid
    private let result: FourierGrid
    /// Where the window's first cell lies in the padded grid.
    private let west: Int
    private let north: Int
    let metres: (width: Double, height: Double)
    private let plane: FieldPlane

    /// Cells with the padding on both sides: at least 25 % each.
    static func padded(_ count: Int) -> Int { FourierGrid.fastSize(atLeast: count + 2 * ((count + 3) / 4)) }

    /// Bytes that a block of this size takes, with `parts` fields made of it.
    static func bytes(columns: Int, rows: Int, parts: Int) -> Int {
        2 * FourierGrid.bytes(columns: padded(columns), rows: padded(rows)) + 4 * (parts + 2) * columns * rows
    }

    /// `nil` where the window has no data.
    init?(
        _ window: Window, of source: any RasterSource, metres: (width: Double, height: Double), at bench: any Workbench
    ) throws {
        self.window = window
        self.metres = metres
        let cells = Cells(count: window.cellCount)
        let bands = FieldBlock.bands(window.rows)
        try bench.inParallel(bands.count) { index in
            let rows = bands[index]
            let strip = try source.strip((window.row + rows.lowerBound)..<(window.row + rows.upperBound))
            for row in rows {
                let target = cells.part((row * window.columns)..<((row + 1) * window.columns))
                strip.row(window.row + row).withSpan { values in
                    target.withMutableSpan { target in
                        for column in target.indices { target[column] = values[window.column + column] }
                    }
                }
            }
        }
        guard let plane = FieldPlane(cells, columns: window.columns, metres: metres) else { return nil }
        self.plane = plane
        try bench.inParallel(bands.count) { index in
            for row in bands[index] {
                let start = plane.value(column: 0, row: row)
                let slope = plane.east * metres.width
                cells.part((row * window.columns)..<((row + 1) * window.columns)).withMutableSpan { line in
                    for column in line.indices { line[column] -= Float(start + slope * Double(column)) }
                }
            }
        }
        guard HoleFilling.fill(cells, columns: window.columns, rows: window.rows) else { return nil }
        grid = try FourierGrid(columns: Self.padded(window.columns), rows: Self.padded(window.rows))
        result = try FourierGrid(columns: grid.columns, rows: grid.rows)
        west = (grid.columns - window.columns) / 2
        north = (grid.rows - window.rows) / 2
        let across = EdgeTaper(cells: window.columns, before: west, padded: grid.columns)
        let down = EdgeTaper(cells: window.rows, before: north, padded: grid.rows)
        let padded = FieldBlock.bands(grid.rows)
        let spectrum = grid
        try bench.inParallel(padded.count) { index in
            for row in padded[index] {
                let source = down.source[row] * window.columns
                let weight = down.weight[row]
                cells.part(source..<(source + window.columns)).withSpan { values in
                    spectrum.withCells(ofRow: row) { target in
                        for column in target.indices {
                            target[column] = values[across.source[column]] * (weight * across.weight[column])
                        }
                    }
                }
                spectrum.forward(row: row)
            }
        }
    }

    static func bands(_ rows: Int) -> [Range<Int>] {
        stride(from: 0, to: rows, by: 32).map { $0..<min($0 + 32, rows) }
    }

    /// A field over the window, with what it keeps of the plane.
    func field(_ part: SpectralPart, at bench: any Workbench) throws -> Cells {
        let response = part.response
        let wavenumbers = Wavenumbers(grid, metres)
        let scale = 1 / (Double(grid.columns) * Double(grid.rows))
        let source = grid
        let target = result
        try bench.inParallel(source.blocks) { block in
            source.filter(block: block, into: target) { frequency, column in
                response.apply(
                    to: &column, east: wavenumbers.east(frequency), norths: wavenumbers.norths,
                    nyquist: wavenumbers.nyquist, scale: scale)
            }
        }
        let field = Cells(count: window.cellCount)
        let bands = FieldBlock.bands(window.rows)
        try bench.inParallel(bands.count) { index in
            for row in bands[index] {
                target.backward(row: row + self.north)
                let start = row * self.window.columns
                let kept = self.plane.kept(part.kept, column: 0, row: row)
                let step = part.kept == .plane ? self.plane.east * self.metres.width : 0
                field.part(start..<(start + self.window.columns)).withMutableSpan { cells in
                    target.withCells(ofRow: row + self.north) { values in
                        for column in cells.indices {
                            cells[column] = values[column + self.west] + Float(kept + Double(column) * step)
                        }
                    }
                }
            }
        }
        return field
    }
}
