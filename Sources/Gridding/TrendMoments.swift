import Survey

/// Sums that the least-squares plane follows from, taken in one pass.
struct TrendMoments {
    let origin: Point
    /// Places are counted in this, so that squares of metres and of values are of one size.
    let scale: Double
    private(set) var base = 0.0
    private(set) var count = 0.0
    private(set) var x = 0.0
    private(set) var y = 0.0
    private(set) var z = 0.0
    private(set) var xx = 0.0
    private(set) var xy = 0.0
    private(set) var yy = 0.0
    private(set) var xz = 0.0
    private(set) var yz = 0.0
    private(set) var zz = 0.0

    init(around grid: AnalysisGrid) {
        origin = Point(x: 0.5 * (grid.west + grid.east), y: 0.5 * (grid.north + grid.south))
        scale = max(grid.east - grid.west, grid.north - grid.south)
    }

    /// `base` is taken off each value, and is the same for all parts.
    mutating func add(_ positions: [Point], _ values: [Double], base: Double) {
        self.base = base
        // Sums of one part by itself first: ten million terms lose no digits to the ones before.
        var part = TrendMoments(origin, scale)
        for (position, value) in zip(positions, values) {
            let east = (position.x - origin.x) / scale
            let north = (position.y - origin.y) / scale
            let value = value - base
            part.x += east
            part.y += north
            part.z += value
            part.xx += east * east
            part.xy += east * north
            part.yy += north * north
            part.xz += east * value
            part.yz += north * value
            part.zz += value * value
        }
        count += Double(values.count)
        x += part.x
        y += part.y
        z += part.z
        xx += part.xx
        xy += part.xy
        yy += part.yy
        xz += part.xz
        yz += part.yz
        zz += part.zz
    }

    private init(_ origin: Point, _ scale: Double) {
        self.origin = origin
        self.scale = scale
    }

    /// Sums of products less those of the means.
    private func centred(_ product: Double, _ a: Double, _ b: Double) -> Double { product - a * b / count }

    /// Slopes in units of the CRS and the level at the grid's middle, without the base.
    var plane: (level: Double, east: Double, north: Double) {
        let (sxx, sxy, syy) = (centred(xx, x, x), centred(xy, x, y), centred(yy, y, y))
        let (sxz, syz) = (centred(xz, x, z), centred(yz, y, z))
        let determinant = sxx * syy - sxy * sxy
        guard determinant > 1e-12 * sxx * syy, sxx > 0, syy > 0 else { return (z / count, 0, 0) }
        let east = (sxz * syy - syz * sxy) / determinant
        let north = (syz * sxx - sxz * sxy) / determinant
        return ((z - east * x - north * y) / count, east / scale, north / scale)
    }

    /// Root mean square of the values less the plane.
    var deviation: Double {
        let (_, east, north) = plane
        let explained = east * scale * centred(xz, x, z) + north * scale * centred(yz, y, z)
        return (max(0, centred(zz, z, z) - explained) / count).squareRoot()
    }
}
