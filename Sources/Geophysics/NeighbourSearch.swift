import Survey

/// Finds the places nearest to a point, by bins of about two places each.
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

    private let positions: [Point]
    private let west: Double
    private let south: Double
    /// Side of a bin.
    private let size: Double
    private let columns: Int
    private let rows: Int
    /// Where each bin's places begin in `places`; one entry more than bins.
    private var starts: [Int]
    /// The places by bin, row by row, so that neighbouring bins of a row follow each other.
    private var places: [Int]

    /// Expects at least one position, all finite.
    init(_ positions: [Point]) {
        precondition(!positions.isEmpty, "a search has places to find")
        var bounds = Bounds(west: .infinity, south: .infinity, east: -.infinity, north: -.infinity)
        for position in positions {
            bounds.west = min(bounds.west, position.x)
            bounds.east = max(bounds.east, position.x)
            bounds.south = min(bounds.south, position.y)
            bounds.north = max(bounds.north, position.y)
        }
        let count = Double(positions.count)
        // The second bound keeps the bins of a single long line as few as its places.
        let wanted = max((bounds.width * bounds.height * 2 / count).squareRoot(), max(bounds.width, bounds.height) / count)
        size = wanted > 0 && wanted.isFinite ? wanted : 1
        columns = Int(bounds.width / size) + 1
        rows = Int(bounds.height / size) + 1
        west = bounds.west
        south = bounds.south
        self.positions = positions
        starts = Array(repeating: 0, count: columns * rows + 1)
        places = Array(repeating: 0, count: positions.count)

        let bins = positions.map { bin($0) }
        for bin in bins { starts[bin.row * columns + bin.column + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        for (place, bin) in bins.enumerated() {
            let index = bin.row * columns + bin.column
            places[next[index]] = place
            next[index] += 1
        }
    }

    /// The `count` places nearest to `point` within `limit`, nearest first, into `found`.
    func nearest(_ count: Int, to point: Point, within limit: Double, into found: inout [Neighbour]) {
        found.removeAll(keepingCapacity: true)
        let farthest = limit * limit
        let home = bin(point)
        var inner = -1
        var outer = 1
        while true {
            search(around: home, beyond: inner, upTo: outer) { place in
                let x = positions[place].x - point.x
                let y = positions[place].y - point.y
                let candidate = Neighbour(squaredDistance: x * x + y * y, place: place)
                guard candidate.squaredDistance <= farthest else { return }
                if found.count == count {
                    guard candidate.isNearer(than: found[count - 1]) else { return }
                    found.removeLast()
                }
                var slot = found.count
                while slot > 0, candidate.isNearer(than: found[slot - 1]) { slot -= 1 }
                found.insert(candidate, at: slot)
            }
            let reach = distance(from: point, toBinsBeyond: outer, around: home)
            if reach > limit { return }
            // A place in another bin at exactly the same distance may have come first, so equality goes on.
            if found.count == count, found[count - 1].squaredDistance < reach * reach { return }
            inner = outer
            outer = max(outer + 1, outer * 3 / 2)
        }
    }

    /// Visits the places in the square of bins around `home`, without those of the smaller square.
    private func search(
        around home: (column: Int, row: Int), beyond inner: Int, upTo outer: Int, _ visit: (Int) -> Void
    ) {
        let left = max(0, home.column - outer)
        let right = min(columns - 1, home.column + outer)
        for row in max(0, home.row - outer)...min(rows - 1, home.row + outer) {
            if abs(row - home.row) <= inner {
                visitRun(row, left, min(right, home.column - inner - 1), visit)
                visitRun(row, max(left, home.column + inner + 1), right, visit)
            } else {
                visitRun(row, left, right, visit)
            }
        }
    }

    private func visitRun(_ row: Int, _ first: Int, _ last: Int, _ visit: (Int) -> Void) {
        guard first <= last else { return }
        for index in starts[row * columns + first]..<starts[row * columns + last + 1] { visit(places[index]) }
    }

    /// A distance that no place outside the square of bins falls below; infinite where all bins are inside.
    private func distance(from point: Point, toBinsBeyond radius: Int, around home: (column: Int, row: Int)) -> Double {
        var least = Double.infinity
        if home.column - radius > 0 { least = min(least, point.x - (west + Double(home.column - radius) * size)) }
        if home.column + radius < columns - 1 {
            least = min(least, west + Double(home.column + radius + 1) * size - point.x)
        }
        if home.row - radius > 0 { least = min(least, point.y - (south + Double(home.row - radius) * size)) }
        if home.row + radius < rows - 1 { least = min(least, south + Double(home.row + radius + 1) * size - point.y) }
        // The edge of a bin and the bin of a place are rounded apart: a millionth of a bin is far more than that.
        return max(0, least - 1e-6 * size)
    }

    /// The bin of a point; the nearest one where it lies outside of all.
    private func bin(_ point: Point) -> (column: Int, row: Int) {
        let column = min(max(((point.x - west) / size).rounded(.down), 0), Double(columns - 1))
        let row = min(max(((point.y - south) / size).rounded(.down), 0), Double(rows - 1))
        return (Int(column), Int(row))
    }
}
