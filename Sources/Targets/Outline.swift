import Survey

/// The rings of an area's boundary: simple, closed, and valid as polygons with holes.
///
/// An outline is split where it meets itself in a corner: two cells that meet only there become two polygons, and a
/// hole that reaches the outer ring only there stays a hole.
struct Outline {
    /// Sorted, so that what follows a corner is found by halving.
    private let edges: [Edge]
    private var ringOfEdge: [Int]
    private var rings: [[Int]] = []

    init(_ edges: [Edge]) {
        self.edges = edges.sorted()
        ringOfEdge = [Int](repeating: -1, count: edges.count)
        var isWalked = [Bool](repeating: false, count: edges.count)
        for index in self.edges.indices where !isWalked[index] { walk(from: index, &isWalked) }
    }

    /// Polygons of corners of cells, from the north-westernmost on; the outer ring first and counter-clockwise, then the
    /// holes clockwise. A ring does not repeat its first corner.
    var polygons: [[[Cell]]] {
        let owners = self.owners
        var polygons: [Int: [[Cell]]] = [:]
        for ring in rings.indices { polygons[owners[ring], default: []].append(corners(of: ring)) }
        // A ring's first corner is its north-westernmost, and an outer ring's lies before those of its holes.
        return polygons.values.map { $0.sorted(by: Self.isBefore) }.sorted { Self.isBefore($0[0], $1[0]) }
    }

    /// The same polygons in a grid's CRS; each ring ends where it starts.
    static func placed(_ polygons: [[[Cell]]], on grid: AnalysisGrid) -> [Target.Polygon] {
        polygons.map { polygon in
            polygon.map { ring in
                (ring + ring.prefix(1)).map { corner in
                    Point(
                        x: grid.west + Double(corner.column) * grid.cellWidth,
                        y: grid.north - Double(corner.row) * grid.cellHeight)
                }
            }
        }
    }

    /// Walks with the area on the left, turning left where two cells meet in a corner; cuts off a ring whenever the way
    /// comes back to a corner on it.
    private mutating func walk(from first: Int, _ isWalked: inout [Bool]) {
        var path: [Int] = []
        var place: [Cell: Int] = [:]
        var index = first
        repeat {
            isWalked[index] = true
            place[Cell(column: edges[index].column, row: edges[index].row)] = path.count
            path.append(index)
            let end = edges[index].end
            if let start = place[Cell(column: end.column, row: end.row)] {
                let ring = Array(path[start...])
                for edge in ring {
                    ringOfEdge[edge] = rings.count
                    place[Cell(column: edges[edge].column, row: edges[edge].row)] = nil
                }
                rings.append(ring)
                path.removeSubrange(start...)
            }
            if !path.isEmpty { index = successor(of: index) }
        } while !path.isEmpty
    }

    private func successor(of index: Int) -> Int {
        let edge = edges[index]
        let end = edge.end
        for turns in [1, 0, 3] {
            let next = Edge(column: end.column, row: end.row, direction: edge.direction.turned(left: turns))
            let found = edges.partition { !($0 < next) }
            if found < edges.count && edges[found] == next { return found }
        }
        preconditionFailure("the boundary of cells is closed")
    }

    /// The outer ring that each ring belongs to; an outer ring belongs to itself.
    private var owners: [Int] {
        let isHole = rings.map { ring in ring.reduce(0) { $0 + shoelace(edges[$1]) } < 0 }
        var owners = Array(rings.indices)
        // A ring's westernmost northward edge; the cell west of it belongs to the area.
        let westernmost = rings.map { ring in
            ring.filter { edges[$0].direction == .north }.min { edges[$0].column < edges[$1].column } ?? ring[0]
        }
        let southward = edges.indices.filter { edges[$0].direction == .south }
        let holes = rings.indices.filter { isHole[$0] }
            .sorted { edges[westernmost[$0]].column < edges[westernmost[$1]].column }
        for hole in holes {
            // West of the hole the area goes on to the next southward edge. That edge belongs to the outer ring, or to
            // a hole further west, whose owner is known by then.
            let edge = edges[westernmost[hole]]
            let next = southward.partition {
                !(edges[$0] < Edge(column: edge.column, row: edge.row - 1, direction: .east))
            }
            owners[hole] = owners[ringOfEdge[southward[next - 1]]]
        }
        return owners
    }

    /// Twice the area that an edge adds, counter-clockwise positive with north up.
    private func shoelace(_ edge: Edge) -> Int {
        let end = edge.end
        return edge.row * end.column - edge.column * end.row
    }

    /// Where a ring turns, from its north-westernmost corner on.
    private func corners(of ring: Int) -> [Cell] {
        let turns = rings[ring].indices.filter { index in
            let before = index == 0 ? rings[ring].count - 1 : index - 1
            return edges[rings[ring][index]].direction != edges[rings[ring][before]].direction
        }
        let corners = turns.map { Cell(column: edges[rings[ring][$0]].column, row: edges[rings[ring][$0]].row) }
        let first = corners.indices.min {
            (corners[$0].row, corners[$0].column) < (corners[$1].row, corners[$1].column)
        }
        return Array(corners[(first ?? 0)...] + corners[..<(first ?? 0)])
    }

    private static func isBefore(_ a: [Cell], _ b: [Cell]) -> Bool {
        (a[0].row, a[0].column) < (b[0].row, b[0].column)
    }
}

extension Array {
    /// The first index whose element satisfies a condition that, once true, stays true; `count` where none does.
    fileprivate func partition(_ isBeyond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
