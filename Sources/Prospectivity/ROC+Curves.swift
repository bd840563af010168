extension ROC {
    /// A place on a curve; both are shares in 0...1.
    package struct Place: Hashable, Sendable {
        /// What selecting costs: the share of cells without a point, or of the area.
        package var cost: Double
        /// The share of points that is found.
        package var found: Double

        package init(cost: Double, found: Double) {
            self.cost = cost
            self.found = found
        }
    }

    /// False positives against true positives, from the highest score of a point down; from (0, 0) to (1, 1).
    package var curve: [Place] { curve(over: cells) }

    /// Share of the scored area against share of the points; Chung and Fabbri (2003).
    package var successRate: [Place] { curve(over: zip(cells, pointCells).map(+)) }

    private func curve(over cells: [Int]) -> [Place] {
        let total = cells.reduce(0, +)
        guard positives > 0 && total > 0 else { return [] }
        var places = [Place(cost: 0, found: 0)]
        var selected = 0
        var found = 0
        for index in thresholds.indices.reversed() {
            selected += cells[2 * index + 2]
            if cells[2 * index + 2] > 0 {
                // Cells between two scores of points cost something and find nothing: the curve runs level.
                places.append(
                    Place(cost: Double(selected) / Double(total), found: Double(found) / Double(positives)))
            }
            selected += cells[2 * index + 1]
            found += points[index]
            places.append(
                Place(cost: Double(selected) / Double(total), found: Double(found) / Double(positives)))
        }
        if places.last?.cost != 1 { places.append(Place(cost: 1, found: 1)) }
        return places
    }
}
