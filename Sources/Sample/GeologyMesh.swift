import Survey

/// The geology drawn as a map: sampled on a mesh of about 500 m whose lines are bent, and outlined along them.
///
/// Neighbours share the mesh's lines point by point, so that the polygons leave no gap and do not overlap; the map's
/// contacts are off by up to a mesh, as those of a real map are.
struct GeologyMesh {
    private static let spacing = 500.0

    let columns: Int
    let rows: Int
    private let bounds: Bounds
    private let jitter: CellNoise
    private let midpoints: CellNoise
    private let lithologies: [Lithology]

    init(world: SampleWorld) {
        bounds = world.bounds
        columns = max(1, Int((bounds.width / Self.spacing).rounded()))
        rows = max(1, Int((bounds.height / Self.spacing).rounded()))
        jitter = CellNoise(seed: world.seed, stream: .meshJitter)
        midpoints = CellNoise(seed: world.seed, stream: .meshMidpoints)
        var sampled: [Lithology] = []
        for row in 0..<rows {
            let y = bounds.south + bounds.height * (Double(row) + 0.5) / Double(rows)
            let stocks = world.geology.stocks(near: y)
            for column in 0..<columns {
                let x = bounds.west + bounds.width * (Double(column) + 0.5) / Double(columns)
                sampled.append(world.geology.lithology(x: x, y: y, stocks: stocks))
            }
        }
        lithologies = Self.withoutCrossings(sampled, columns: columns, rows: rows)
    }

    /// The polygons, one for each connected area, from the south-west.
    func units() -> [GeologyUnit] {
        let regions = MeshRegions(values: lithologies.map(\.rawValue), columns: columns, rows: rows)
        return regions.outlines().map { outline in
            GeologyUnit(lithology: lithologies[outline.firstCell], rings: outline.rings.map(line))
        }
    }

    /// Corners of the mesh as points, with one more on the way from each to the next.
    private func line(_ corners: [MeshRegions.Corner]) -> [Point] {
        var points: [Point] = []
        for (start, end) in zip(corners, corners.dropFirst()) {
            points.append(point(start))
            if let middle = middle(start, end) { points.append(middle) }
        }
        if let first = points.first { points.append(first) }
        return points
    }

    private func point(_ corner: MeshRegions.Corner) -> Point {
        let bits = jitter.bits(corner.column, corner.row)
        // Small enough that no two lines of the mesh can meet but in a corner.
        func shift(_ bits: UInt64) -> Double { 0.3 * (Double(bits & 0xFFFF_FFFF) * 0x1p-32 - 0.5) }
        let isInsideX = corner.column > 0 && corner.column < columns
        let isInsideY = corner.row > 0 && corner.row < rows
        let column = Double(corner.column) + (isInsideX ? shift(bits) : 0)
        let row = Double(corner.row) + (isInsideY ? shift(bits >> 32) : 0)
        return Point(
            x: bounds.west + bounds.width * column / Double(columns),
            y: bounds.south + bounds.height * row / Double(rows))
    }

    /// The bend of a line of the mesh, the same from both ends; nil on the map's frame, which is straight.
    private func middle(_ start: MeshRegions.Corner, _ end: MeshRegions.Corner) -> Point? {
        let onFrame =
            (start.column == end.column && (start.column == 0 || start.column == columns))
            || (start.row == end.row && (start.row == 0 || start.row == rows))
        guard !onFrame else { return nil }
        let isForward = (start.column, start.row) < (end.column, end.row)
        let (low, high) = isForward ? (point(start), point(end)) : (point(end), point(start))
        let bend = 0.16 * (midpoints.unit(start.column + end.column, start.row + end.row) - 0.5)
        return Point(
            x: (low.x + high.x) / 2 - bend * (high.y - low.y), y: (low.y + high.y) / 2 + bend * (high.x - low.x))
    }

    /// Changes single cells until no two areas of one lithology touch at a corner only, which would make a ring meet
    /// itself. Each change lowers a code, so it ends.
    private static func withoutCrossings(_ sampled: [Lithology], columns: Int, rows: Int) -> [Lithology] {
        var cells = sampled
        var isChanged = true
        while isChanged {
            isChanged = false
            for row in 0..<(rows - 1) {
                for column in 0..<(columns - 1) {
                    let southWest = row * columns + column
                    let (southEast, northWest) = (southWest + 1, southWest + columns)
                    let northEast = northWest + 1
                    for (a, b, c, d) in [
                        (southWest, northEast, southEast, northWest), (southEast, northWest, southWest, northEast),
                    ] where cells[a] == cells[b] && cells[c] != cells[a] && cells[d] != cells[a] {
                        let greater = cells[c].rawValue > cells[d].rawValue ? c : d
                        if cells[greater].rawValue > cells[a].rawValue {
                            cells[greater] = cells[a]
                        } else {
                            cells[a] = cells[greater]
                        }
                        isChanged = true
                    }
                }
            }
        }
        return cells
    }
}
