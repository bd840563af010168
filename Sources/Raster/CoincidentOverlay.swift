import KernelTypes
import Survey

/// A source whose cells are the grid's: they are copied, whatever the resampling.
final class CoincidentOverlay: Overlay {
    private let dataset: Dataset
    private let source: AlignmentSource
    private let shared: SharedCells

    init(_ source: AlignmentSource, _ shared: SharedCells) throws(RasterError) {
        let dataset = try Dataset(reading: source.path, drivers: source.drivers)
        self.dataset = dataset
        self.source = source
        self.shared = shared
    }

    func lay(over strip: Strip, isBlank: Bool, counts: inout CellCounts) throws(RasterError) {
        let offset = shared.offset
        let columns = max(0, offset.column)..<max(0, min(strip.columns, offset.column + dataset.width))
        let top = max(strip.rows.lowerBound, offset.row)
        let bottom = min(strip.rows.upperBound, offset.row + dataset.height)
        guard columns.lowerBound < columns.upperBound, top < bottom else { return }
        let window = Window(
            column: columns.lowerBound - offset.column,
            row: shared.isSouthUp ? offset.row + dataset.height - bottom : top - offset.row, columns: columns.count,
            rows: bottom - top)
        let isDirect = isBlank && columns.count == strip.columns
        let cells = isDirect ? strip.part(top..<bottom).cells : Cells(count: window.cellCount)
        counts += try dataset.read(band: source.band, window: window, nodata: source.nodata, into: cells)
        if shared.isSouthUp { Self.turn(cells, columns: window.columns) }
        guard !isDirect else { return }
        let part = Strip(cells: cells, columns: window.columns, rows: top..<bottom, rasterRows: strip.rasterRows)
        strip.take(part, at: columns.lowerBound)
    }

    /// Puts the last row first.
    private static func turn(_ cells: Cells, columns: Int) {
        let rows = cells.count / columns
        for row in 0..<rows / 2 {
            let upper = unsafe UnsafeMutableBufferPointer(start: cells.base + row * columns, count: columns)
            let lower = unsafe UnsafeMutableBufferPointer(
                start: cells.base + (rows - 1 - row) * columns, count: columns)
            for column in 0..<columns {
                let kept = unsafe upper[column]
                unsafe upper[column] = lower[column]
                unsafe lower[column] = kept
            }
        }
    }
}
