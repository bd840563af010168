package import Survey

/// What a model sees in a target, evidence by evidence, and which of them the target stands on.
package struct TargetExplanation: Hashable, Sendable, Codable {
    /// One evidence over the target's cells.
    package struct Share: Hashable, Sendable, Codable {
        package var evidence: String
        /// Mean of what it adds to a cell's score, in the model's own terms; `nil` where no cell has a score.
        package var contribution: Double?
        /// Mean score with this evidence at the median of what the model has seen, and all others as found.
        package var scoreAtMedian: Double?
        /// Share of the cells that stay at or above the threshold then; `nil` for a model that cut no targets.
        package var cellsLeft: Double?
        /// Whether nothing is left then that would be a target by its size.
        package var dropsOut: Bool?
    }

    package var target: String
    package var rank: Int
    /// Mean of the model's score over the target's cells; `nil` where none has one.
    package var meanScore: Double?
    package var contributionUnit: String
    /// Strongest contribution first.
    package var evidence: [Share]
    /// What would drop it out of the list, in words; empty for a model that cut no targets.
    package var sentence: String
}

/// The targets of a run and the threshold by which they were cut.
package struct TargetCut: Sendable, Codable {
    /// The lowest score of a target's cells; `nil` where no cell has a score.
    package var threshold: Double?
    package var targets: [Target]

    package init(threshold: Double?, targets: [Target]) {
        self.threshold = threshold
        self.targets = targets
    }
}

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
