package import Survey

/// Training occurrences on the grid: points stay points, also where several share a cell.
package struct TrainingPoints: Hashable, Sendable {
    /// One entry a point inside the grid, in the order given.
    package let cells: [Cell]
    /// Names of the points that lie outside of the grid.
    package let outside: [String]
    /// How many points lie at the very place of an earlier one.
    package let repeated: Int
    private let pointsOfRow: [Int: [Int]]

    package init(_ occurrences: [Occurrence], on grid: AnalysisGrid) {
        var cells: [Cell] = []
        var outside: [String] = []
        var rows: [Int: [Int]] = [:]
        var places: Set<Point> = []
        var repeated = 0
        for occurrence in occurrences {
            guard let cell = grid.cell(at: occurrence.location) else {
                outside.append(occurrence.name)
                continue
            }
            if !places.insert(occurrence.location).inserted { repeated += 1 }
            rows[cell.row, default: []].append(cells.count)
            cells.append(cell)
        }
        self.cells = cells
        self.outside = outside
        self.repeated = repeated
        self.pointsOfRow = rows
    }

    package var distinctCells: Set<Cell> { Set(cells) }

    /// Indices into `cells` of the points on some rows.
    func points(on rows: Range<Int>) -> [Int] {
        rows.flatMap { pointsOfRow[$0] ?? [] }
    }

    /// What a reader should know about these points, in sentences.
    package var notes: [String] {
        var notes: [String] = []
        if !outside.isEmpty {
            let names = outside.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
            notes.append(
                "\(outside.count) training points lie outside of the grid and were not used: \(names)"
                    + (outside.count > 3 ? ", ..." : ""))
        }
        if repeated > 0 {
            notes.append("\(repeated) training points lie exactly on another one; each was counted")
        }
        let crowded = cells.count - distinctCells.count
        if crowded > 0 {
            notes.append("\(crowded) training points share a cell with another one; each was counted")
        }
        return notes
    }
}
