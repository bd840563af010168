/// A Geosoft grid (`.grd`, version 2): a header of 512 bytes, then cells, plain or in compressed blocks.
///
/// Layout after Geosoft's "Oasis montaj GRD format" and real files; the CRS stands in the `.grd.xml` beside it alone.
enum GeosoftGrid: InstrumentFormat {
    static let name = "Geosoft grid"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        do throws(InstrumentError) {
            _ = try GeosoftHeader(input.bytes)
            return .certain
        } catch {
            return .declined(error.reason)
        }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let header = try GeosoftHeader(input.bytes)
        let stored = header.isCompressed ? try GeosoftBlocks.inflate(input.bytes, header) : input.bytes
        let start = header.isCompressed ? 0 : GeosoftHeader.size
        guard stored.count - start >= header.cellCount * header.type.size else {
            throw InstrumentError(
                .corrupt,
                reason:
                    "the file holds \((stored.count - start) / header.type.size) of the \(header.cellCount) cells that its header tells",
                remedy: "send it again: it was cut")
        }
        let (cells, valid) = header.cells(stored, from: start)
        let projection = GeosoftProjection(input)
        var notes = projection.notes
        if header.rotation != 0 {
            notes.append(
                "the grid is turned by \(header.rotation) degrees counter-clockwise about its first cell's centre")
        }
        if stored.count - start > header.cellCount * header.type.size, !header.isCompressed {
            notes.append(
                "\(stored.count - start - header.cellCount * header.type.size) bytes behind the cells are not read")
        }
        if valid == 0 {
            throw InstrumentError(
                .empty, reason: "no cell of the grid holds a value", remedy: "export it with its data")
        }
        let grid = InstrumentGrid(
            columns: header.columns, rows: header.rows,
            // The origin is the centre of a cell, ours the corner.
            west: header.x - header.cellWidth / 2, south: header.y - header.cellHeight / 2,
            cellWidth: header.cellWidth, cellHeight: header.cellHeight, rotation: header.rotation,
            crs: projection.crs, unit: "", cells: cells)
        let report = GridReport(
            format: name, dialect: header.dialect, valid: valid, missing: header.cellCount - valid,
            dummy: header.type.dummy, crs: projection.crs, notes: notes)
        return .grid(grid, report)
    }
}
