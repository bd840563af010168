import Survey

/// Finds the places nearest to a point: a k-d tree, whose time does not suffer from a stray place far from all others.
///
/// Friedman, Bentley and Finkel (1977). Each half is divided at the median of its longer side, down to a few places.
struct NeighbourSearch: Sendable {
    /// A place by its number, with its squared distance.
    struct Neighbour: Sendable {
        var squaredDistance: Double
        var place: Int

        /// Of two at the same distance the one that came first is nearer, so that the choice is always the same.
        func isNearer(than other: Neighbour) -> Bool {
            (squaredDistance, place) < (other.squaredDistance, other.place)
        }
    }

    /// Where a node divides its places: those before the middle lie at or below the limit, the others at or above it.
    private struct Split {
        var limit: Double
        var isEastWest: Bool
    }

    /// One search on its way.
    private struct Query {
        let point: Point
        let count: Int
        let farthest: Double
        var found: [Neighbour]

        /// Whether something at this squared distance can still count.
        func reaches(_ squaredDistance: Double) -> Bool {
            guard squaredDistance <= farthest else { return false }
            // At the same distance as the last that counts, a place that came earlier takes its part.
            return found.count < count || squaredDistance <= found[count - 1].squaredDistance
        }

        mutating func add(_ candidate: Neighbour) {
            guard candidate.squaredDistance <= farthest else { return }
            if found.count == count {
                guard candidate.isNearer(than: found[count - 1]) else { return }
                found.removeLast()
            }
            var slot = found.count
            while slot > 0, candidate.isNearer(than: found[slot - 1]) { slot -= 1 }
            found.insert(candidate, at: slot)
        }
    }

    private static let leafSize = 8

    /// The places' numbers in the order of the tree, and where they lie.
    private var places: [Int]
    private var positions: [Point]
    /// The children of node n are 2n + 1 and 2n + 2.
    private var splits: [Split]

    /// Expects finite positions.
    init(_ positions: [Point]) {
        places = Array(positions.indices)
        self.positions = positions
        splits = []
        var nodes = 1
        var largest = positions.count
        while largest > Self.leafSize {
            nodes = 2 * nodes + 1
            largest -= largest / 2
        }
        splits = Array(repeating: Split(limit: 0, isEastWest: true), count: nodes)
        divide(0, positions.indices)
        self.positions = places.map { positions[$0] }
    }

    /// The `count` places nearest to `point` within `limit`, nearest first, into `found`.
    func nearest(_ count: Int, to point: Point, within limit: Double, into found: inout [Neighbour]) {
        found.removeAll(keepingCapacity: true)
        var query = Query(point: point, count: count, farthest: limit * limit, found: [])
        swap(&query.found, &found)
        visit(0, positions.indices, 0, 0, &query)
        swap(&query.found, &found)
    }

    /// Searches a node that begins at least `x` and `y` away from the point.
    private func visit(_ node: Int, _ range: Range<Int>, _ x: Double, _ y: Double, _ query: inout Query) {
        if range.count <= Self.leafSize {
            for index in range {
                let x = positions[index].x - query.point.x
                let y = positions[index].y - query.point.y
                query.add(Neighbour(squaredDistance: x * x + y * y, place: places[index]))
            }
            return
        }
        let split = splits[node]
        let middle = range.lowerBound + range.count / 2
        let before = (node: 2 * node + 1, range: range.lowerBound..<middle)
        let after = (node: 2 * node + 2, range: middle..<range.upperBound)
        let apart = (split.isEastWest ? query.point.x : query.point.y) - split.limit
        let (near, far) = apart < 0 ? (before, after) : (after, before)
        visit(near.node, near.range, x, y, &query)
        // Rounding keeps the order, so nothing beyond the limit is computed to be nearer than the limit itself.
        let (farX, farY) = split.isEastWest ? (apart, y) : (x, apart)
        if query.reaches(farX * farX + farY * farY) { visit(far.node, far.range, farX, farY, &query) }
    }

    /// Orders a range of places so that it falls in two halves.
    private mutating func divide(_ node: Int, _ range: Range<Int>) {
        guard range.count > Self.leafSize else { return }
        var bounds = Bounds(west: .infinity, south: .infinity, east: -.infinity, north: -.infinity)
        for index in range {
            let position = positions[places[index]]
            bounds.west = min(bounds.west, position.x)
            bounds.east = max(bounds.east, position.x)
            bounds.south = min(bounds.south, position.y)
            bounds.north = max(bounds.north, position.y)
        }
        let isEastWest = bounds.width >= bounds.height
        let middle = range.lowerBound + range.count / 2
        let limit = isEastWest ? select(middle, in: range, by: \.x) : select(middle, in: range, by: \.y)
        splits[node] = Split(limit: limit, isEastWest: isEastWest)
        divide(2 * node + 1, range.lowerBound..<middle)
        divide(2 * node + 2, middle..<range.upperBound)
    }

    /// Moves the places of a range so that none before `rank` has a greater coordinate and none after it a lesser one;
    /// gives the coordinate at `rank`. Hoare (1961).
    private mutating func select(
        _ rank: Int, in range: Range<Int>, by coordinate: (Point) -> Double
    ) -> Double {
        var low = range.lowerBound
        var high = range.upperBound - 1
        while low < high {
            let pivot = coordinate(positions[places[low + (high - low) / 2]])
            var left = low
            var right = high
            while left <= right {
                while coordinate(positions[places[left]]) < pivot { left += 1 }
                while coordinate(positions[places[right]]) > pivot { right -= 1 }
                if left <= right {
                    places.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if rank <= right { high = right } else if rank >= left { low = left } else { break }
        }
        return coordinate(positions[places[rank]])
    }
}
