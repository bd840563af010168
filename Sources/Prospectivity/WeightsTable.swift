/// The classes of one evidence with their weights, in the order in which they were cumulated.
package struct WeightsTable: Hashable, Sendable, Codable {
    /// What one class covers and holds.
    package struct Count: Hashable, Sendable, Codable {
        package var squareKilometres: Double
        package var points: Int

        package init(squareKilometres: Double, points: Int) {
            self.squareKilometres = squareKilometres
            self.points = points
        }
    }

    /// One class.
    package struct Row: Hashable, Sendable, Codable {
        /// Index among the table's classes.
        package var index: Int
        /// The class's value, or its number from 1 where it has limits.
        package var name: Double
        /// Of the class alone.
        package var classSquareKilometres: Double
        /// Cumulated where the scheme is ordered; km².
        package var squareKilometres: Double
        /// `squareKilometres` in unit cells.
        package var units: Double
        /// Cumulated where the scheme is ordered.
        package var points: Int
        package var weights: ClassWeights
        /// The class that it became: 2 is favourable, 1 is not; its own name where classes keep their weights.
        package var generalised: Double
        /// Log-odds that a cell of this class adds.
        package var weight: Double
        package var deviation: Double
    }

    /// The generalised class of an evidence that no class makes trustworthy; Geoscience Australia's number.
    package static let leftOut: Double = 999
    /// The generalised class of unordered classes that were joined because each alone says too little; ArcSDM's number.
    package static let joined: Double = 99

    package let evidence: String
    package let scheme: ClassScheme
    package let generalisation: Generalisation
    package let studentisedLimit: Double
    package let classes: EvidenceClasses
    /// Known area of this evidence in unit cells.
    package let totalUnits: Double
    /// Training points where this evidence is known.
    package let totalPoints: Int
    package internal(set) var rows: [Row]

    /// Weighs the classes; `counts` has one entry a class, from the lowest to the highest; `unitCell` in km².
    package init(
        evidence: String, scheme: ClassScheme, classes: EvidenceClasses, counts: [Count], unitCell: Double,
        generalisation: Generalisation, studentisedLimit: Double
    ) throws(ProspectivityError) {
        precondition(counts.count == classes.count, "a class has a count")
        let order = Array(scheme == .descending ? counts.indices.reversed() : Array(counts.indices))
        var squareKilometres = 0.0
        var points = 0
        var rows: [Row] = []
        for index in order {
            squareKilometres += counts[index].squareKilometres
            points += counts[index].points
            let covered = scheme.isOrdered ? squareKilometres : counts[index].squareKilometres
            rows.append(
                Row(
                    index: index, name: classes.name(of: index),
                    classSquareKilometres: counts[index].squareKilometres, squareKilometres: covered,
                    units: covered / unitCell, points: scheme.isOrdered ? points : counts[index].points,
                    weights: .none, generalised: classes.name(of: index), weight: 0, deviation: 0))
        }
        self.evidence = evidence
        self.scheme = scheme
        self.generalisation = generalisation
        self.studentisedLimit = studentisedLimit
        self.classes = classes
        self.totalUnits = squareKilometres / unitCell
        self.totalPoints = points
        self.rows = rows
        guard totalUnits > Double(totalPoints) + 1 else {
            throw ProspectivityError(
                code: .unitCellTooLarge, evidence: evidence,
                reason: "\(totalPoints) training points on \(totalUnits) unit cells",
                remedy: "set a smaller 'unit_cell', so that there are more unit cells than points")
        }
        for index in rows.indices { self.rows[index].weights = weights(units: rows[index].units, rows[index].points) }
        try generalise()
    }

    /// Whether the evidence adds anything.
    package var isLeftOut: Bool { rows.allSatisfy { $0.generalised == Self.leftOut } }

    /// The weights of some unit cells of this evidence with their points.
    func weights(units: Double, _ points: Int) -> ClassWeights {
        ClassWeights(units: units, points: points, totalUnits: totalUnits, totalPoints: totalPoints)
    }
}
