/// One side of a cell on an area's boundary, walked with the area on the left.
struct Edge: Hashable, Comparable {
    enum Direction: Int {
        case east, north, west, south

        /// The direction after turning left so many times.
        func turned(left times: Int) -> Direction {
            switch (rawValue + times) % 4 {
            case 0: .east
            case 1: .north
            case 2: .west
            default: .south
            }
        }
    }

    /// The corner of cells where it starts: columns and rows count cell edges from the north-west.
    var column: Int
    var row: Int
    var direction: Direction

    /// The corner where it ends.
    var end: (column: Int, row: Int) {
        switch direction {
        case .east: (column + 1, row)
        case .north: (column, row - 1)
        case .west: (column - 1, row)
        case .south: (column, row + 1)
        }
    }

    static func < (a: Edge, b: Edge) -> Bool {
        (a.row, a.column, a.direction.rawValue) < (b.row, b.column, b.direction.rawValue)
    }
}
