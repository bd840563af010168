import CGDAL
import KernelTypes
package import Survey

/// Brings vectors to cells.
package enum Rasterisation {
    /// What a cell under a feature gets.
    package enum Burn: Hashable, Sendable {
        case value(Float)
        /// The feature's number of that name; a feature without one is left out.
        case attribute(String)
    }

    /// Writes every row of `writer`: `background` (0 or NaN, say), and over it the features in their order.
    ///
    /// Features are in the CRS of `grid`. A polygon gets the cells whose centre it covers, a line those it runs through
    /// (Bresenham), a point the cell it lies in; `allTouched` gives every cell that a feature touches.
    /// `writer.finish()` is the caller's. Gives how many cells were burnt; the result does not depend on `threads`.
    @discardableResult
    package static func rasterise(
        _ features: [Feature], onto grid: AnalysisGrid, _ burn: Burn, background: Float = .nan,
        allTouched: Bool = false,
        into writer: LayerWriter, threads: Int = 1
    ) throws(RasterError) -> Int {
        precondition(writer.grid.columns == grid.columns && writer.grid.rows == grid.rows, "a writer of the same grid")
        let items = features.compactMap { feature -> Item? in
            guard let bounds = feature.geometry.bounds, let value = value(of: feature, burn) else { return nil }
            return Item(geometry: feature.geometry, bounds: bounds, value: value)
        }
        let bands = grid.bands(ofAtMost: Alignment.bandRows)
        let burnt = Counter()
        try Parallel.forEach(bands.count, threads: threads) { () throws(RasterError) in
        } _: { (_, index: Int) throws(RasterError) in
            let strip = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            let count = try fill(strip, grid, items, background, allTouched)
            try writer.write(strip)
            burnt.add(count)
        }
        return burnt.total
    }

    private struct Item {
        var geometry: Geometry
        var bounds: Bounds
        var value: Float
    }

    private static func value(of feature: Feature, _ burn: Burn) -> Float? {
        switch burn {
        case .value(let value): return value
        case .attribute(let name):
            guard case .number(let number)? = feature.value(name), number.isFinite else { return nil }
            return Float(number)
        }
    }

    /// Burns into cells of NaN, so that what was burnt is known, then lays the background.
    private static func fill(
        _ strip: Strip, _ grid: AnalysisGrid, _ items: [Item], _ background: Float, _ allTouched: Bool
    ) throws(RasterError) -> Int {
        strip.clear()
        let band = grid.band(strip.rows)
        let south = band.south - band.cellHeight
        let north = band.north + band.cellHeight
        let near = items.filter { item in
            item.bounds.north >= south && item.bounds.south <= north && item.bounds.east >= band.west - band.cellWidth
                && item.bounds.west <= band.east + band.cellWidth
        }
        if !near.isEmpty { try burn(near, onto: strip, band, allTouched) }
        var count = 0
        for index in 0..<strip.cells.count {
            if unsafe strip.cells.base[index].isNaN {
                unsafe strip.cells.base[index] = background
            } else {
                count += 1
            }
        }
        return count
    }

    private static func burn(
        _ items: [Item], onto strip: Strip, _ band: AnalysisGrid, _ allTouched: Bool
    ) throws(RasterError) {
        let raster = try MemoryRaster(strip.cells, grid: band)
        var handles: [OGRGeometryH?] = unsafe []
        defer { for index in unsafe handles.indices { unsafe OGR_G_DestroyGeometry(handles[index]) } }
        var values: [Double] = []
        for item in items {
            guard let geometry = FeatureGeometry(item.geometry) else { continue }
            unsafe handles.append(geometry.release())
            values.append(Double(item.value))
        }
        let options = StringList(allTouched ? ["ALL_TOUCHED=TRUE"] : [])
        try reporting("rasterise \(items.count) features") { () -> Void? in
            var bands: [Int32] = [1]
            let status = unsafe GDALRasterizeGeometries(
                raster.handle.raw, 1, &bands, Int32(handles.count), handles, nil, nil, values, options.items, nil, nil)
            return status == CE_None ? () : nil
        }
    }
}
