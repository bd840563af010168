import Survey

/// What makes an area a target.
struct TargetSize: Hashable, Sendable {
    /// The lowest score of a cell.
    var threshold: Double
    var leastSquareMetres: Double
    /// Whether cells that meet only at a corner are connected.
    var isDiagonal: Bool

    /// Whether some of a target's cells would still be one.
    func fits(_ cells: [Cell], of target: Target) -> Bool {
        let areaOfCell = target.squareMetres / Double(max(1, target.cells))
        let largest = largestPart(of: cells)
        return largest > 0 && Double(largest) * areaOfCell >= leastSquareMetres
    }

    /// How many cells the largest connected part has.
    private func largestPart(of cells: [Cell]) -> Int {
        var waiting = Set(cells)
        var largest = 0
        while let start = waiting.popFirst() {
            var front = [start]
            var count = 0
            while let cell = front.popLast() {
                count += 1
                for (dx, dy) in isDiagonal ? Self.all : Self.edges {
                    let next = Cell(column: cell.column + dx, row: cell.row + dy)
                    if waiting.remove(next) != nil { front.append(next) }
                }
            }
            largest = max(largest, count)
        }
        return largest
    }

    private static let edges = [(-1, 0), (1, 0), (0, -1), (0, 1)]
    private static let all = edges + [(-1, -1), (1, -1), (-1, 1), (1, 1)]
}
