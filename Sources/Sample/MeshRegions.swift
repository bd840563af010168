/// Connected areas of equal value on a mesh and their outlines along its lines.
///
/// Row 0 is the southernmost. Cells connect through their sides; no two areas of one value may touch at a corner only.
struct MeshRegions {
    /// A corner of the mesh.
    struct Corner: Hashable {
        var column: Int
        var row: Int
    }

    struct Outline {
        /// The area's first cell, south to north and west to east.
        var firstCell: Int
        /// Closed: the outer ring first, anticlockwise, then the holes, clockwise.
        var rings: [[Corner]]
    }

    let values: [Int]
    let columns: Int
    let rows: Int

    func outlines() -> [Outline] {
        var region = [Int](repeating: -1, count: values.count)
        var firstCells: [Int] = []
        for cell in values.indices where region[cell] < 0 {
            mark(from: cell, as: firstCells.count, in: &region)
            firstCells.append(cell)
        }
        var sides = [[Corner: Corner]](repeating: [:], count: firstCells.count)
        var starts = [[Corner]](repeating: [], count: firstCells.count)
        for cell in values.indices {
            for (start, end, neighbour) in boundary(of: cell)
            where neighbour.map({ region[$0] != region[cell] }) ?? true {
                sides[region[cell]][start] = end
                starts[region[cell]].append(start)
            }
        }
        return firstCells.indices.map { index in
            Outline(firstCell: firstCells[index], rings: Self.rings(starts[index], sides[index]))
        }
    }

    private func mark(from cell: Int, as index: Int, in region: inout [Int]) {
        region[cell] = index
        var waiting = [cell]
        while let next = waiting.popLast() {
            for (_, _, neighbour) in boundary(of: next) {
                guard let neighbour, region[neighbour] < 0, values[neighbour] == values[cell] else { continue }
                region[neighbour] = index
                waiting.append(neighbour)
            }
        }
    }

    /// A cell's four sides, anticlockwise from the south, and the cell beyond each.
    private func boundary(of cell: Int) -> [(start: Corner, end: Corner, neighbour: Int?)] {
        let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
        let southWest = Corner(column: column, row: row)
        let southEast = Corner(column: column + 1, row: row)
        let northEast = Corner(column: column + 1, row: row + 1)
        let northWest = Corner(column: column, row: row + 1)
        return [
            (southWest, southEast, row > 0 ? cell - columns : nil),
            (southEast, northEast, column + 1 < columns ? cell + 1 : nil),
            (northEast, northWest, row + 1 < rows ? cell + columns : nil),
            (northWest, southWest, column > 0 ? cell - 1 : nil),
        ]
    }

    /// Follows the sides from each start that no ring has passed yet. The first start is the south-western corner of
    /// the area's first cell, which lies on the outer ring.
    private static func rings(_ starts: [Corner], _ sides: [Corner: Corner]) -> [[Corner]] {
        var left = sides
        var rings: [[Corner]] = []
        for start in starts {
            var ring = [start]
            while let last = ring.last, let next = left.removeValue(forKey: last) { ring.append(next) }
            if ring.count > 1 { rings.append(ring) }
        }
        return rings
    }
}
