import KernelTypes

/// Where water runs from each cell of a surface: to one of its eight neighbours, out of every depression and across
/// every flat.
///
/// Depressions are filled by priority-flood (Barnes, Lehman and Mulla 2014). A cell with a lower neighbour on the
/// filled surface runs down the steepest way (O'Callaghan and Mark 1984; of equal ones the first clockwise from east);
/// a cell of a flat or a filled depression runs to the cell from which the flood reached it. The flood takes cells by
/// height, of equal heights in the order in which it reached them, so that the result is one and the same.
struct FlowRouting: Sendable {
    /// Steps to the neighbours, clockwise from east.
    static let steps: [(column: Int, row: Int)] = [
        (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1),
    ]
    /// Of a cell that runs out of the raster, or into cells without data.
    static let outlet: UInt8 = 8
    /// Of a cell without data.
    static let none: UInt8 = 9

    let columns: Int
    let rows: Int
    /// A place in `steps`, `outlet` or `none`.
    private(set) var directions: [UInt8]
    /// Cells that were below their outlet's height.
    private(set) var filled = 0

    /// Bytes that it takes at most for a raster of so many cells.
    static func bytes(cells: Int) -> Int { cells * 32 }

    /// Routes a whole raster; cells have this width and height on the ground.
    init(_ heights: Strip, cellWidth: Double, cellHeight: Double) {
        columns = heights.columns
        rows = heights.rasterRows
        directions = Array(repeating: Self.none, count: heights.cells.count)
        let surface = flood(heights)
        steepen(surface, cellWidth: cellWidth, cellHeight: cellHeight)
    }

    private struct Wave: Comparable {
        var height: Float
        var order: UInt32
        var cell: Int32

        static func < (a: Wave, b: Wave) -> Bool {
            a.height < b.height || (a.height == b.height && a.order < b.order)
        }
    }

    /// Fills depressions, and leaves in `directions` from where the flood came.
    private mutating func flood(_ heights: Strip) -> [Float] {
        var surface = heights.cells.values
        var heap = Heap<Wave>()
        var order: UInt32 = 0
        for row in 0..<rows {
            for column in 0..<columns where isOpenToOutside(column, row, surface) {
                let cell = row * columns + column
                directions[cell] = Self.outlet
                heap.push(Wave(height: surface[cell], order: order, cell: Int32(cell)))
                order += 1
            }
        }
        while let wave = heap.pop() {
            let (column, row) = (Int(wave.cell) % columns, Int(wave.cell) / columns)
            for (index, step) in Self.steps.enumerated() {
                let (x, y) = (column + step.column, row + step.row)
                guard x >= 0, y >= 0, x < columns, y < rows else { continue }
                let cell = y * columns + x
                guard directions[cell] == Self.none, surface[cell] == surface[cell] else { continue }
                directions[cell] = UInt8((index + 4) & 7)
                if surface[cell] < wave.height {
                    surface[cell] = wave.height
                    filled += 1
                }
                heap.push(Wave(height: surface[cell], order: order, cell: Int32(cell)))
                order += 1
            }
        }
        return surface
    }

    /// Whether a cell with a value lies at the raster's edge or beside one without.
    private func isOpenToOutside(_ column: Int, _ row: Int, _ surface: [Float]) -> Bool {
        guard !surface[row * columns + column].isNaN else { return false }
        if column == 0 || row == 0 || column == columns - 1 || row == rows - 1 { return true }
        return Self.steps.contains { surface[(row + $0.row) * columns + column + $0.column].isNaN }
    }

    /// Sends each cell with a lower neighbour down the steepest way.
    private mutating func steepen(_ surface: [Float], cellWidth: Double, cellHeight: Double) {
        let lengths = Self.steps.map { step in
            let (x, y) = (Double(step.column) * cellWidth, Double(step.row) * cellHeight)
            return (x * x + y * y).squareRoot()
        }
        for row in 0..<rows {
            for column in 0..<columns {
                let cell = row * columns + column
                guard directions[cell] != Self.none else { continue }
                var steepest = 0.0
                for (index, step) in Self.steps.enumerated() {
                    let (x, y) = (column + step.column, row + step.row)
                    guard x >= 0, y >= 0, x < columns, y < rows else { continue }
                    // NaN compares false: a cell without data is not lower.
                    let fall = (Double(surface[cell]) - Double(surface[y * columns + x])) / lengths[index]
                    if fall > steepest {
                        steepest = fall
                        directions[cell] = UInt8(index)
                    }
                }
            }
        }
    }

    /// The cell that a cell runs to; `nil` at an outlet, or without data.
    func downstream(of cell: Int) -> Int? {
        let direction = Int(directions[cell])
        guard direction < 8 else { return nil }
        return cell + Self.steps[direction].row * columns + Self.steps[direction].column
    }

    /// The cells that run through each cell, itself among them; 0 without data.
    func accumulation() -> [Int32] {
        var counts = directions.map { $0 == Self.none ? Int32(0) : 1 }
        var waiting = [UInt8](repeating: 0, count: directions.count)
        for cell in directions.indices {
            if let next = downstream(of: cell) { waiting[next] += 1 }
        }
        for source in directions.indices where directions[source] != Self.none && waiting[source] == 0 {
            // Down from a source until a cell that still waits for another of its neighbours.
            var cell = source
            // Taken once: a source is not found again when the loop passes cells on the way.
            waiting[source] = .max
            while let next = downstream(of: cell) {
                counts[next] += counts[cell]
                waiting[next] -= 1
                guard waiting[next] == 0 else { break }
                waiting[next] = .max
                cell = next
            }
        }
        return counts
    }

    /// For each cell the first marked cell at or below it on its way, -1 where there is none.
    func owners(_ marked: [Int: Int32]) -> [Int32] {
        let unknown: Int32 = -2
        var owners = [Int32](repeating: unknown, count: directions.count)
        for (cell, mark) in marked { owners[cell] = mark }
        var path: [Int] = []
        for start in directions.indices where owners[start] == unknown {
            path.removeAll(keepingCapacity: true)
            var cell: Int? = start
            var owner: Int32 = -1
            while let here = cell {
                guard owners[here] == unknown else {
                    owner = owners[here]
                    break
                }
                path.append(here)
                cell = downstream(of: here)
            }
            for cell in path { owners[cell] = owner }
        }
        return owners
    }
}
