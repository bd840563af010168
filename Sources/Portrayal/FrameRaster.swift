import KernelTypes

/// A raster brought to the pixels of the map's frame; NaN is "no data".
struct FrameRaster {
    let width: Int
    let height: Int
    private(set) var values: [Double]

    subscript(x: Int, y: Int) -> Double { values[y * width + x] }

    /// Each pixel has the mean of the valid cells under it, each by the share of the pixel that it covers.
    init(averaging raster: Strip, width: Int, height: Int) {
        let columns = (0..<width).map { FrameRaster.cells(of: raster.columns, under: $0, of: width) }
        self.width = width
        self.height = height
        self.values = []
        values.reserveCapacity(width * height)
        for y in 0..<height {
            let rows = FrameRaster.cells(of: raster.rasterRows, under: y, of: height)
            for x in 0..<width {
                var sum = 0.0
                var cover = 0.0
                for row in rows {
                    for column in columns[x] {
                        let value = Double(raster[column.index, row.index])
                        guard value.isFinite else { continue }
                        sum += value * row.cover * column.cover
                        cover += row.cover * column.cover
                    }
                }
                values.append(cover > 0 ? sum / cover : .nan)
            }
        }
    }

    /// Each pixel has the value between the four cells around it, for surfaces; NaN where one of them is.
    init(smoothing raster: Strip, width: Int, height: Int) {
        let isReduced = raster.columns > width || raster.rasterRows > height
        let source =
            isReduced
            ? FrameRaster(
                averaging: raster, width: min(width, raster.columns), height: min(height, raster.rasterRows))
            : FrameRaster(averaging: raster, width: raster.columns, height: raster.rasterRows)
        self.width = width
        self.height = height
        self.values = []
        values.reserveCapacity(width * height)
        for y in 0..<height {
            let (top, bottom, v) = FrameRaster.neighbours(of: y, of: height, among: source.height)
            for x in 0..<width {
                let (left, right, u) = FrameRaster.neighbours(of: x, of: width, among: source.width)
                let upper = source[left, top] * (1 - u) + source[right, top] * u
                let lower = source[left, bottom] * (1 - u) + source[right, bottom] * u
                values.append(upper * (1 - v) + lower * v)
            }
        }
    }

    /// The cells under a pixel, in one direction, with what each covers of it in units of `1 / pixels` of a cell.
    private static func cells(of count: Int, under pixel: Int, of pixels: Int) -> [(index: Int, cover: Double)] {
        let (start, end) = (pixel * count, (pixel + 1) * count)
        return (start / pixels...(end - 1) / pixels).map { index in
            (index, Double(min(end, (index + 1) * pixels) - max(start, index * pixels)))
        }
    }

    private static func neighbours(of pixel: Int, of pixels: Int, among count: Int) -> (Int, Int, Double) {
        let position = (Double(pixel) + 0.5) * Double(count) / Double(pixels) - 0.5
        let clamped = min(Double(count - 1), max(0, position))
        let first = min(Int(clamped), max(0, count - 2))
        return (first, min(first + 1, count - 1), clamped - Double(first))
    }
}
