import KernelTypes

/// How much light each pixel of the map gets from the north-west, 45° up; 1 is level ground or no data.
struct ShadedRelief {
    /// The root-mean-square slope to which the heights are exaggerated, so that plains and ranges both show their form.
    private static let shownSlope = 0.35
    private static let strength = 0.65

    private let light: [Double]
    private let width: Int

    subscript(x: Int, y: Int) -> Double { light[y * width + x] }

    init(of elevation: Strip, width: Int, height: Int) {
        let heights = FrameRaster(smoothing: elevation, width: width, height: height)
        var slopes: [(east: Double, south: Double)] = []
        slopes.reserveCapacity(width * height)
        var squares = 0.0
        var count = 0
        for y in 0..<height {
            for x in 0..<width {
                let (left, right) = (max(0, x - 1), min(width - 1, x + 1))
                let (top, bottom) = (max(0, y - 1), min(height - 1, y + 1))
                let east = (heights[right, y] - heights[left, y]) / Double(max(1, right - left))
                let south = (heights[x, bottom] - heights[x, top]) / Double(max(1, bottom - top))
                slopes.append((east, south))
                let square = east * east + south * south
                guard square.isFinite else { continue }
                squares += square
                count += 1
            }
        }
        let mean = count > 0 ? (squares / Double(count)).squareRoot() : 0
        let exaggeration = mean > 0 ? ShadedRelief.shownSlope / mean : 0
        let level = 0.5.squareRoot()
        self.width = width
        self.light = slopes.map { slope in
            let (east, south) = (slope.east * exaggeration, slope.south * exaggeration)
            guard east.isFinite, south.isFinite else { return 1 }
            // Lambert's cosine of the surface's normal (-east, -south, 1) and the sun at (-1/2, -1/2, √½).
            let cosine = (0.5 * east + 0.5 * south + level) / (1 + east * east + south * south).squareRoot()
            return min(1.3, max(0.45, 1 + ShadedRelief.strength * (max(0, cosine) / level - 1)))
        }
    }
}
