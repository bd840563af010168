package import Survey

extension WeightsOfEvidence {
    /// Learns the weights in a few passes over the evidence; throws a `ProspectivityError` or what the scan throws.
    package func learn(from scan: EvidenceScan, training: [Occurrence]) throws -> WeightsModel {
        let points = TrainingPoints(training, on: grid)
        var limits: [Int: [Double]] = [:]
        var cuts: [Int: Double] = [:]
        for (index, setting) in settings.enumerated() {
            limits[index] = setting.limits
            cuts[index] = setting.cut
        }
        let census = try EvidenceCensus(
            of: settings.count, limits: limits, cuts: cuts, bins: bins, training: points, scan: scan)
        try check(census, points)

        let cellArea = grid.cellArea / 1e6
        var tables: [WeightsTable] = []
        for (setting, layer) in zip(settings, census.layers) {
            let counts = zip(layer.cells, layer.points).map { cells, points in
                WeightsTable.Count(squareKilometres: Double(cells) * cellArea, points: points)
            }
            tables.append(
                try WeightsTable(
                    evidence: setting.name, scheme: setting.scheme, classes: layer.classes, counts: counts,
                    unitCell: unitCell, generalisation: setting.generalisation, studentisedLimit: studentisedLimit))
        }
        var model = WeightsModel(
            tables: tables, points: census.studyPoints, squareKilometres: Double(census.studyCells) * cellArea,
            unitCell: unitCell, cellSquareKilometres: cellArea)
        model.notes = notes(census, points, tables)
        try model.sumPosterior(over: scan)
        if let warning = model.independence.warning { model.notes.append(warning) }
        return model
    }

    private func check(_ census: EvidenceCensus, _ points: TrainingPoints) throws(ProspectivityError) {
        for (setting, layer) in zip(settings, census.layers) where layer.cells.allSatisfy({ $0 == 0 }) {
            throw ProspectivityError(
                code: .emptyEvidence, evidence: setting.name, reason: "it has no data on any cell of the grid",
                remedy: "check that its layer covers the grid, or leave it out of the model")
        }
        guard census.studyPoints > 0 else {
            throw ProspectivityError(
                code: .noTraining,
                reason: "none of the \(points.cells.count + points.outside.count) training points lies on a cell of "
                    + "the grid where evidence is known",
                remedy: "check the CRS of the training layer, or drop occurrences that lie in the campaign's area")
        }
        let units = Double(census.studyCells) * grid.cellArea / 1e6 / unitCell
        guard units > Double(census.studyPoints) + 1 else {
            throw ProspectivityError(
                code: .unitCellTooLarge,
                reason: "\(census.studyPoints) training points on \(units) unit cells of \(unitCell) km²",
                remedy: "set a smaller 'unit_cell', so that there are more unit cells than points")
        }
    }

    private func notes(_ census: EvidenceCensus, _ points: TrainingPoints, _ tables: [WeightsTable]) -> [String] {
        var notes = points.notes
        let unknown = points.cells.count - census.studyPoints
        if unknown > 0 {
            notes.append("\(unknown) training points lie on cells without any evidence and were not used")
        }
        for (table, layer) in zip(tables, census.layers) {
            if layer.isBinned {
                notes.append(
                    "'\(table.evidence)' is continuous and was classed by \(bins) quantiles; "
                        + "set 'breaks' to choose limits"
                )
            }
            if table.totalPoints < census.studyPoints {
                notes.append(
                    "'\(table.evidence)' is unknown at \(census.studyPoints - table.totalPoints) training points; its "
                        + "weights are taken over the area where it is known")
            }
            if table.rows.count < 2 {
                notes.append("'\(table.evidence)' has a single class and tells nothing")
            } else if table.isLeftOut {
                notes.append(
                    "'\(table.evidence)' was left out: no class reaches the studentised contrast \(studentisedLimit)")
            }
        }
        return notes
    }
}
