import Survey

/// Takes corners off outlines while their topology stays: no ring crosses itself or another, no hole leaves its polygon,
/// and neighbours stay neighbours.
///
/// The corner with the smallest triangle goes first (Visvalingam and Whyatt 1993), as long as that triangle is below a
/// limit and no other corner lies in it or on its edge: then the new edge cannot meet any other. A corner that two rings
/// share stays. A ring keeps four corners.
struct OutlineSimplification {
    /// A corner of a ring, linked to its neighbours.
    private struct Corner {
        var place: Cell
        var before: Int
        var after: Int
        var isShared = false
        var isGone = false
    }

    private static let fewest = 4
    private var corners: [Corner] = []
    private var ringOf: [Int] = []
    private var sizes: [Int] = []
    /// Corners by squares of `reach` cells.
    private var squares: [Cell: [Int]] = [:]
    private static let reach = 8

    /// Rings of whole corners of cells, closed without a repeated end; gives them in the same order.
    static func simplified(_ rings: [[Cell]], below doubleArea: Int) -> [[Cell]] {
        var simplification = OutlineSimplification(rings)
        simplification.run(below: doubleArea)
        return simplification.rings(like: rings)
    }

    private init(_ rings: [[Cell]]) {
        var seen: [Cell: Int] = [:]
        for (number, ring) in rings.enumerated() {
            let first = corners.count
            for (index, place) in ring.enumerated() {
                let own = corners.count
                corners.append(
                    Corner(
                        place: place, before: index == 0 ? first + ring.count - 1 : own - 1,
                        after: index == ring.count - 1 ? first : own + 1))
                ringOf.append(number)
                squares[Self.square(place), default: []].append(own)
                if let other = seen[place] {
                    corners[own].isShared = true
                    corners[other].isShared = true
                }
                seen[place] = own
            }
            sizes.append(ring.count)
        }
    }

    private static func square(_ place: Cell) -> Cell {
        Cell(column: Self.floor(place.column), row: Self.floor(place.row))
    }

    private static func floor(_ value: Int) -> Int { (value - (value < 0 ? reach - 1 : 0)) / reach }

    private mutating func run(below limit: Int) {
        var queue = Heap()
        for index in corners.indices { queue.push(doubleArea(index), index) }
        while let (area, index) = queue.pop() {
            guard area < limit else { return }
            guard !corners[index].isGone, area == doubleArea(index), canGo(index) else { continue }
            let (before, after) = (corners[index].before, corners[index].after)
            corners[index].isGone = true
            sizes[ringOf[index]] -= 1
            corners[before].after = after
            corners[after].before = before
            squares[Self.square(corners[index].place)]?.removeAll { $0 == index }
            queue.push(doubleArea(before), before)
            queue.push(doubleArea(after), after)
        }
    }

    private func rings(like rings: [[Cell]]) -> [[Cell]] {
        var left = Array(repeating: [Cell](), count: rings.count)
        for index in corners.indices where !corners[index].isGone { left[ringOf[index]].append(corners[index].place) }
        return left
    }

    private func doubleArea(_ index: Int) -> Int {
        abs(Self.cross(place(corners[index].before), place(index), place(corners[index].after)))
    }

    private func place(_ index: Int) -> Cell { corners[index].place }

    private func canGo(_ index: Int) -> Bool {
        guard !corners[index].isShared, sizes[ringOf[index]] > Self.fewest else { return false }
        let (before, after) = (corners[index].before, corners[index].after)
        let triangle = [place(before), place(index), place(after)]
        let low = Self.square(
            Cell(column: triangle.map(\.column).min() ?? 0, row: triangle.map(\.row).min() ?? 0))
        let high = Self.square(
            Cell(column: triangle.map(\.column).max() ?? 0, row: triangle.map(\.row).max() ?? 0))
        for row in low.row...high.row {
            for column in low.column...high.column {
                for other in squares[Cell(column: column, row: row)] ?? []
                where other != index && other != before && other != after {
                    if Self.holds(triangle, place(other)) { return false }
                }
            }
        }
        return true
    }

    /// Whether a place lies in a triangle or on its edge.
    private static func holds(_ triangle: [Cell], _ place: Cell) -> Bool {
        let turns = [
            cross(triangle[0], triangle[1], place), cross(triangle[1], triangle[2], place),
            cross(triangle[2], triangle[0], place),
        ]
        if turns == [0, 0, 0] {
            // All on one line: only a place between its ends is in the way.
            let columns = triangle.map(\.column)
            let rows = triangle.map(\.row)
            return place.column >= (columns.min() ?? 0) && place.column <= (columns.max() ?? 0)
                && place.row >= (rows.min() ?? 0) && place.row <= (rows.max() ?? 0)
        }
        return turns.allSatisfy { $0 >= 0 } || turns.allSatisfy { $0 <= 0 }
    }

    /// Twice the area of a triangle, with the sign of its turn.
    private static func cross(_ a: Cell, _ b: Cell, _ c: Cell) -> Int {
        (b.column - a.column) * (c.row - a.row) - (c.column - a.column) * (b.row - a.row)
    }
}

extension OutlineSimplification {
    /// A binary heap; the smallest first, of equal ones the lowest number, so that the result is always the same.
    private struct Heap {
        private var items: [(key: Int, index: Int)] = []

        mutating func push(_ key: Int, _ index: Int) {
            items.append((key, index))
            var child = items.count - 1
            while child > 0 && items[child] < items[(child - 1) / 2] {
                items.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }

        mutating func pop() -> (key: Int, index: Int)? {
            guard let first = items.first, let last = items.popLast() else { return nil }
            guard !items.isEmpty else { return first }
            items[0] = last
            var parent = 0
            while true {
                let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < items.count }
                guard let least = children.min(by: { items[$0] < items[$1] }), items[least] < items[parent] else {
                    break
                }
                items.swapAt(least, parent)
                parent = least
            }
            return first
        }
    }
}
