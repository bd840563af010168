import CGDAL
package import KernelTypes
package import Survey

extension Dataset {
    // Cells that are read in one call, so that a wide type's copy stays small.
    private static let chunk = 1 << 20

    /// Reads a window of a band as Float32, row by row, with NaN wherever the file has no data: its nodata value
    /// (compared in the band's own type), NaN, infinities, the field's dummies in real bands (DEFINITIONS.md), what its
    /// mask or alpha band hides. Scale and offset are applied.
    @discardableResult
    package func read(
        band: Int, window: Window, nodata rule: NodataRule = .declared, into cells: Cells
    ) throws(RasterError) -> CellCounts {
        precondition(cells.count == window.cellCount, "as many cells as the window has")
        precondition(
            window.column >= 0 && window.row >= 0 && window.column + window.columns <= width
                && window.row + window.rows <= height, "a window inside the raster")
        let handle = unsafe try bandHandle(band)
        switch unsafe try cellType(handle, band: band) {
        case .uint8, .int8, .uint16, .int16, .float32:
            return unsafe try read(handle, band, window, rule, as: Float.self, into: cells)
        case .uint32, .int32, .float64:
            return unsafe try read(handle, band, window, rule, as: Double.self, into: cells)
        case .int64: return unsafe try read(handle, band, window, rule, as: Int64.self, into: cells)
        case .uint64: return unsafe try read(handle, band, window, rule, as: UInt64.self, into: cells)
        }
    }

    private func read<Sample: RasterSample>(
        _ handle: GDALRasterBandH, _ band: Int, _ window: Window, _ rule: NodataRule, as sample: Sample.Type,
        into cells: Cells
    ) throws(RasterError) -> CellCounts {
        var counts = CellCounts()
        let type = unsafe try cellType(handle, band: band)
        let cleaner = unsafe CellCleaner<Sample>(
            nodata: nodata(handle, type, rule), scale: scale(handle), offset: offset(handle),
            isSignedByte: type == .int8)
        let mask = unsafe maskHandle(of: handle)
        let rows = max(1, min(window.rows, Self.chunk / max(window.columns, 1)))
        // Float32 is read into its place and cleaned there.
        let isInPlace = Sample.self == Float.self
        let scratch = UnsafeMutableRawBufferPointer.allocate(
            byteCount: isInPlace ? 1 : rows * window.columns * MemoryLayout<Sample>.stride, alignment: 64)
        defer { unsafe scratch.deallocate() }
        let hidden = UnsafeMutableBufferPointer<UInt8>.allocate(
            capacity: unsafe mask == nil ? 1 : rows * window.columns)
        defer { unsafe hidden.deallocate() }

        for first in stride(from: 0, to: window.rows, by: rows) {
            let part = Window(
                column: window.column, row: window.row + first, columns: window.columns,
                rows: min(rows, window.rows - first))
            let target = unsafe cells.base + first * window.columns
            let raw = isInPlace ? UnsafeMutableRawPointer(target) : scratch.baseAddress
            guard let raw = unsafe raw else { preconditionFailure("an allocated buffer has an address") }
            unsafe try transfer(handle, band, part, Sample.gdalType, into: raw)
            let source = unsafe UnsafePointer(raw.assumingMemoryBound(to: Sample.self))
            unsafe cleaner.clean(source, count: part.cellCount, into: target, counts: &counts)
            guard let mask = unsafe mask, let bytes = hidden.baseAddress else { continue }
            unsafe try transfer(mask, band, part, GDT_Byte, into: UnsafeMutableRawPointer(bytes))
            for index in 0..<part.cellCount where unsafe bytes[index] == 0 && !target[index].isNaN {
                unsafe target[index] = .nan
                counts.valid -= 1
                counts.masked += 1
            }
        }
        return counts
    }

    private func transfer(
        _ handle: GDALRasterBandH, _ band: Int, _ window: Window, _ type: GDALDataType,
        into memory: UnsafeMutableRawPointer
    ) throws(RasterError) {
        try reporting("read band \(band) of \(path)", warnings: log) { () -> Void? in
            let status = unsafe GDALRasterIO(
                handle, GF_Read, Int32(window.column), Int32(window.row), Int32(window.columns), Int32(window.rows),
                memory, Int32(window.columns), Int32(window.rows), type, 0, 0)
            return status == CE_None ? () : nil
        }
    }

    /// The values that are no data, as cells of the type that is read; those that no cell can have are left out.
    private func nodata<Sample: RasterSample>(
        _ handle: GDALRasterBandH, _ type: CellType, _ rule: NodataRule
    ) -> [Sample] {
        var values: [Sample] = []
        if rule != .ignored {
            switch unsafe declaredNodata(handle, type) {
            case .none: break
            case .signed(let value): if let value = value as? Sample { values.append(value) }
            case .unsigned(let value): if let value = value as? Sample { values.append(value) }
            case .real(let value): values += sample(value, type)
            }
        }
        if case .also(let more) = rule { values += more.flatMap { sample($0, type) as [Sample] } }
        return values
    }

    private func sample<Sample: RasterSample>(_ value: Double, _ type: CellType) -> [Sample] {
        guard !value.isNaN, type.holds(value) else { return [] }
        // GDAL 3.6 hands a signed byte over as the byte it is stored in.
        let stored = type == .int8 && value < 0 ? value + 256 : value
        return Sample(nodata: stored).map { [$0] } ?? []
    }
}
