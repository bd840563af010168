import Survey

/// Kriging with the nearest readings of each point.
struct LocalKriging: KrigingSystem {
    private let places: ReadingPlaces
    private let search: NeighbourSearch
    private let model: VariogramModel
    private let drift: Kriging.DriftKind
    private let neighbours: Int
    private let metres: Double
    private let limit: Double

    init(
        places: ReadingPlaces, model: VariogramModel, drift: Kriging.DriftKind, neighbours: Int, metresPerUnit: Double,
        limit: Double
    ) {
        self.places = places
        search = NeighbourSearch(places.positions)
        self.model = model
        self.drift = drift
        self.neighbours = neighbours
        metres = metresPerUnit
        self.limit = limit
    }

    func estimates(at points: [Point]) -> [KrigingEstimate] {
        var found: [NeighbourSearch.Neighbour] = []
        var triangle = GrowingTriangle(capacity: neighbours, sides: drift.functions + 2)
        return points.map { point in
            search.nearest(neighbours, to: point, within: .infinity, into: &found)
            guard let nearest = found.first, nearest.squaredDistance <= limit * limit else { return .none }
            return estimate(at: point, from: found, &triangle)
        }
    }

    /// The covariances' triangle grows by a reading at a time, with the drift, the value and c on its right-hand sides.
    private func estimate(
        at point: Point, from found: [NeighbourSearch.Neighbour], _ triangle: inout GrowingTriangle
    ) -> KrigingEstimate {
        let functions = drift.functions
        // Of the size of the neighbourhood, so that the drift functions have one size.
        let scale = 1 / max((found.last?.squaredDistance ?? 1).squareRoot(), .leastNormalMagnitude)
        triangle.reset()
        var used: [Point] = []
        used.reserveCapacity(found.count)
        var row: [Double] = []
        for neighbour in found {
            let place = places.positions[neighbour.place]
            let relative = Point(x: place.x - point.x, y: place.y - point.y)
            row.removeAll(keepingCapacity: true)
            for other in used {
                let x = other.x - relative.x
                let y = other.y - relative.y
                row.append(model.covariance(at: (x * x + y * y).squareRoot() * metres))
            }
            var sides = drift.values(x: relative.x * scale, y: relative.y * scale)
            sides.append(places.values[neighbour.place])
            sides.append(model.covariance(at: neighbour.squaredDistance.squareRoot() * metres))
            if triangle.add(row, diagonal: model.sill, sides: sides) { used.append(relative) }
        }
        let value = functions
        let here = functions + 1
        var normal = GrowingTriangle(capacity: functions, sides: 2)
        let at = drift.values(x: 0, y: 0)
        for a in 0..<functions {
            let rest = at[a] - triangle.product(a, here)
            let row = (0..<a).map { triangle.product(a, $0) }
            // A function that the readings cannot tell from the others, as along one line, is left out.
            normal.add(row, diagonal: triangle.product(a, a), sides: [rest, triangle.product(a, value)], of: a)
        }
        let estimate = triangle.product(value, here) + normal.product(0, 1)
        let variance = model.sill - triangle.product(here, here) + normal.product(0, 0)
        return KrigingEstimate(value: estimate, variance: max(0, variance))
    }
}
