import KernelTypes
import Survey

/// A source whose cells are the grid's: they are copied, whatever the resampling.
final class CoincidentOverlay: Overlay {
    private let dataset: Dataset
    private let source: AlignmentSource
    /// The grid's cell that is the source's first.
    private let offset: Cell

    init(_ source: AlignmentSource, offset: Cell) throws(RasterError) {
        let dataset = try Dataset(reading: source.path, drivers: source.drivers)
        self.dataset = dataset
        self.source = source
        self.offset = offset
    }

    func lay(over strip: Strip, isBlank: Bool, counts: inout CellCounts) throws(RasterError) {
        let columns = max(0, offset.column)..<max(0, min(strip.columns, offset.column + dataset.width))
        let top = max(strip.rows.lowerBound, offset.row)
        let bottom = min(strip.rows.upperBound, offset.row + dataset.height)
        guard columns.lowerBound < columns.upperBound, top < bottom else { return }
        let window = Window(
            column: columns.lowerBound - offset.column, row: top - offset.row, columns: columns.count,
            rows: bottom - top)
        let isDirect = isBlank && columns.count == strip.columns
        let cells = isDirect ? strip.part(top..<bottom).cells : Cells(count: window.cellCount)
        counts += try dataset.read(band: source.band, window: window, nodata: source.nodata, into: cells)
        guard !isDirect else { return }
        let part = Strip(cells: cells, columns: window.columns, rows: top..<bottom, rasterRows: strip.rasterRows)
        strip.take(part, at: columns.lowerBound)
    }
}
