import KernelTypes
import Operations
import Survey

/// Sums of what lies within a radius of each cell's centre, over the circle's area: written band by band.
struct DensitySurface: Sendable {
    static let radius = Parameter(
        "radius", .positive, unit: "m", "radius of the circle around a cell's centre in which is counted")

    private let grid: AnalysisGrid
    /// In units of the grid.
    private let radius: Double
    /// What a sum in units of the grid, or a count, is multiplied by.
    private let scale: Double

    /// `metresPerUnit` is that of the grid's coordinates, `unit` metres in the unit of what is summed up.
    init(
        on grid: AnalysisGrid, radius metres: Double, metresPerUnit: Double, sumUnitMetres unit: Double?
    ) {
        self.grid = grid
        radius = metres / metresPerUnit
        let squareKilometres = Double.pi * metres * metres / 1e6
        scale = (unit.map { metresPerUnit / $0 } ?? 1) / squareKilometres
    }

    /// Adds up the parts of segments, or points where both ends are the same, in their order.
    func write(
        _ segments: [(from: Point, to: Point)], into sink: any RasterSink, at bench: any Workbench
    ) throws {
        let bands = grid.bands(ofAtMost: max(1, (1 << 17) / grid.columns))
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            var sums = Array(repeating: 0.0, count: band.count * grid.columns)
            for segment in segments { add(segment, to: &sums, of: band) }
            let strip = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            for index in sums.indices { strip.cells[index] = Float(sums[index] * scale) }
            try sink.write(strip)
        }
    }

    private func add(_ segment: (from: Point, to: Point), to sums: inout [Double], of band: Range<Int>) {
        let (a, b) = segment
        // A cell more on each side than the formula says: rounding is not to lose one.
        let top = ((grid.north - max(a.y, b.y) - radius) / grid.cellHeight).rounded(.down) - 1
        let bottom = ((grid.north - min(a.y, b.y) + radius) / grid.cellHeight).rounded(.up) + 1
        guard top < Double(band.upperBound), bottom > Double(band.lowerBound) else { return }
        let rows = max(band.lowerBound, Int(max(top, 0)))..<min(band.upperBound, Int(min(bottom, 1e9)))
        for row in rows {
            let y = grid.centre(column: 0, row: row).y
            guard let (low, high) = reach(of: segment, at: y) else { continue }
            let first = ((low - grid.west) / grid.cellWidth).rounded(.down) - 1
            let last = ((high - grid.west) / grid.cellWidth).rounded(.up) + 1
            guard first < Double(grid.columns), last > 0 else { continue }
            for column in Int(max(first, 0))..<Int(min(last, Double(grid.columns))) {
                let centre = grid.centre(column: column, row: row)
                sums[(row - band.lowerBound) * grid.columns + column] += part(of: segment, around: centre)
            }
        }
    }

    /// The eastings within which a circle with its centre at a northing may meet the segment.
    private func reach(of segment: (from: Point, to: Point), at y: Double) -> (low: Double, high: Double)? {
        let (a, b) = segment
        let (below, above) = (y - radius, y + radius)
        guard max(a.y, b.y) >= below, min(a.y, b.y) <= above else { return nil }
        guard a.y != b.y else { return (min(a.x, b.x) - radius, max(a.x, b.x) + radius) }
        func x(at y: Double) -> Double {
            let share = min(1, max(0, (y - a.y) / (b.y - a.y)))
            return a.x + share * (b.x - a.x)
        }
        let (first, last) = (x(at: below), x(at: above))
        return (min(first, last) - radius, max(first, last) + radius)
    }

    /// The length of the segment within the circle around a centre; 1 for a point within it.
    private func part(of segment: (from: Point, to: Point), around centre: Point) -> Double {
        let (fx, fy) = (segment.from.x - centre.x, segment.from.y - centre.y)
        let (dx, dy) = (segment.to.x - segment.from.x, segment.to.y - segment.from.y)
        let squared = dx * dx + dy * dy
        let outside = fx * fx + fy * fy - radius * radius
        guard squared > 0 else { return outside <= 0 ? 1 : 0 }
        // Where |from + t (to - from) - centre| = radius.
        let half = fx * dx + fy * dy
        let discriminant = half * half - squared * outside
        guard discriminant > 0 else { return 0 }
        let root = discriminant.squareRoot()
        let start = max(0, (-half - root) / squared)
        let end = min(1, (-half + root) / squared)
        return end > start ? (end - start) * squared.squareRoot() : 0
    }
}
