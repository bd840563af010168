import KernelTypes
import Survey

/// Sibson's interpolant, at any cell.
struct NaturalNeighbourSurface: GriddedSurface {
    let grid: AnalysisGrid
    let places: ReadingPlaces
    let search: NeighbourSearch
    /// In units of the CRS.
    let limit: Double
    /// A square that no cell with an end reaches in practice: a thousand times what the readings and the grid span.
    private let halfWidth: Double
    private let hull: ConvexHull
    /// How far outwards a cell near the hull, which grows without end, is cut.
    static let mostNeighbours = 4_096

    init(grid: AnalysisGrid, places: ReadingPlaces, search: NeighbourSearch, limit: Double) {
        self.grid = grid
        self.places = places
        self.search = search
        self.limit = limit
        var bounds = grid.bounds
        for position in places.positions {
            bounds = bounds.union(Bounds(west: position.x, south: position.y, east: position.x, north: position.y))
        }
        hull = ConvexHull(places.positions)
        halfWidth = 1_000 * max(bounds.width, bounds.height)
    }

    /// What is needed from one cell to the next.
    private struct Room {
        var found: [NeighbourSearch.Neighbour] = []
        var cell: ConvexCell
        var part: ConvexCell
        /// Those whose half-plane cut the cell, relative to the cell's centre.
        var cutters: [(position: Point, place: Int)] = []
    }

    func fill(_ output: Strip) {
        var room = Room(cell: ConvexCell(halfWidth: halfWidth), part: ConvexCell(halfWidth: halfWidth))
        for row in output.rows {
            for column in 0..<grid.columns {
                output[column, row] = Float(value(at: grid.centre(column: column, row: row), &room))
            }
        }
    }

    /// The interpolant at a point; NaN outside the convex hull.
    func value(at point: Point) -> Double {
        var room = Room(cell: ConvexCell(halfWidth: halfWidth), part: ConvexCell(halfWidth: halfWidth))
        return value(at: point, &room)
    }

    private func value(at point: Point, _ room: inout Room) -> Double {
        guard hull.contains(point) else { return .nan }
        room.cell.reset(halfWidth: halfWidth)
        room.cutters.removeAll(keepingCapacity: true)
        var count = 16
        var done = 0
        search: while true {
            search.nearest(count, to: point, within: .infinity, into: &room.found)
            if done == 0, let nearest = room.found.first {
                if nearest.squaredDistance == 0 { return places.values[nearest.place] }
                if nearest.squaredDistance > limit * limit { return .nan }
            }
            for neighbour in room.found[done...] {
                // A half-plane begins half-way to its reading: beyond twice the farthest corner it cuts nothing.
                if neighbour.squaredDistance > 4 * room.cell.squaredReach { break search }
                let place = places.positions[neighbour.place]
                let relative = Point(x: place.x - point.x, y: place.y - point.y)
                if room.cell.keepNearer(to: Point(x: 0, y: 0), than: relative) {
                    room.cutters.append((relative, neighbour.place))
                }
            }
            done = room.found.count
            if done < count || count >= Self.mostNeighbours { break }
            count *= 4
        }
        if room.cell.touchesSquare(halfWidth: halfWidth) { return .nan }
        return mean(&room)
    }

    private func mean(_ room: inout Room) -> Double {
        var sum = 0.0
        var areas = 0.0
        for cutter in room.cutters {
            room.part.set(to: room.cell)
            for other in room.cutters where other.place != cutter.place {
                room.part.keepNearer(to: cutter.position, than: other.position)
                if room.part.corners.isEmpty { break }
            }
            let area = room.part.area
            sum += area * places.values[cutter.place]
            areas += area
        }
        return areas > 0 ? sum / areas : .nan
    }

    var figures: [String: Double] {
        ["readings": Double(places.readings), "places": Double(places.positions.count)]
    }
}
