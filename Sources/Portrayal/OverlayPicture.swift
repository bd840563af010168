package import KernelTypes

/// A raster as colours alone, a pixel a cell, transparent where there is no data: to be laid over another map.
package struct OverlayPicture: Sendable {
    private let raster: Strip
    private let scale: ColourScale

    package init(raster: Strip, scale: ColourScale) {
        precondition(raster.rows.count == raster.rasterRows, "an overlay shows a whole raster")
        self.raster = raster
        self.scale = scale
    }

    package var image: PixelImage {
        var rgba: [UInt8] = []
        rgba.reserveCapacity(4 * raster.columns * raster.rasterRows)
        for row in raster.rows {
            for column in 0..<raster.columns {
                let value = Double(raster[column, row])
                guard value.isFinite else {
                    rgba += [0, 0, 0, 0]
                    continue
                }
                let colour = scale.colour(of: value)
                rgba += [colour.red, colour.green, colour.blue, 255]
            }
        }
        return PixelImage(width: raster.columns, height: raster.rasterRows, rgba: rgba)
    }
}
