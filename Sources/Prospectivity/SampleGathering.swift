import KernelTypes
package import Operations
package import Survey

/// Draws the cases that a model learns from and is judged by, in two passes over the evidence.
package struct SampleGathering: Sendable {
    /// Cells without a deposit to learn from.
    package var negatives: Int
    /// Cells that stand for the area.
    package var area: Int
    /// km².
    package var unitCell: Double
    package var seed: Int

    package init(negatives: Int, area: Int, unitCell: Double, seed: Int) {
        self.negatives = negatives
        self.area = area
        self.unitCell = unitCell
        self.seed = seed
    }

    /// Takes the cases from rasters on the same cells; `chosen` negatives, where given, stand in for drawn ones, and
    /// `rejected` ones are added to either.
    ///
    /// Each known cell without a point is as likely to be drawn. The result depends on neither strips nor threads.
    package func gather(
        _ rasters: [any RasterSource], training: [Occurrence], chosen: [Occurrence]?, rejected: [Occurrence] = [],
        at bench: any Workbench, for operation: Operation
    ) throws -> TrainingSample {
        let grid = rasters[0].grid
        let scale = try GroundScale(of: grid, metres: bench.metresPerUnit(of: grid.crs))
        let points = TrainingPoints(training, on: grid)
        let bands = grid.bands(ofAtMost: bandHeight(of: grid, layers: rasters.count))
        let known = try collect(bands.count, by: bench.inParallel) { try Self.knownCells(rasters, bands[$0]) }
        let knownOfRow = known.flatMap { $0 }
        let total = knownOfRow.reduce(0, +)
        try checkKnown(rasters, total, operation)

        var draws = Draws(seed: seed, stream: 1)
        let wanted = min(total, area + (chosen == nil ? negatives : 0))
        var drawn = draws.distinct(wanted, below: total)
        draws.shuffle(&drawn, first: drawn.count)
        let areaCount = chosen == nil ? min(area, max(wanted / 2, wanted - negatives)) : wanted
        let areaRanks = Set(drawn.prefix(areaCount))

        let places = Places(
            known: knownOfRow, ranks: drawn.sorted(), points: points,
            chosen: TrainingPoints((chosen ?? []) + rejected, on: grid))
        let picked = try collect(bands.count, by: bench.inParallel) { try places.pick(rasters, bands[$0]) }
        // A place that is learned from is no place to judge by.
        let looked = TrainingPoints(rejected, on: grid).distinctCells
        let cases = picked.flatMap { $0 }.filter { $0.origin == .chosen || !looked.contains($0.cell) }
        return sample(
            cases, rasters: rasters, points: points, areaRanks: areaRanks, scale: scale, total: total,
            isChosen: chosen != nil)
    }

    private func bandHeight(of grid: AnalysisGrid, layers: Int) -> Int {
        max(1, (1 << 18) / max(1, grid.columns * layers))
    }

    /// Known cells of each row.
    private static func knownCells(_ rasters: [any RasterSource], _ band: Range<Int>) throws -> [Int] {
        let strips = try rasters.map { try $0.strip(band) }
        return band.map { row in
            var isKnown = [UInt8](repeating: 0, count: rasters[0].grid.columns)
            isKnown.withUnsafeMutableBufferPointer { isKnown in
                guard let isKnown = isKnown.baseAddress else { return }
                for strip in strips {
                    let values = strip.cells.base + (row - band.lowerBound) * strip.columns
                    for column in 0..<strip.columns { isKnown[column] |= values[column].magnitude < .infinity ? 1 : 0 }
                }
            }
            return isKnown.reduce(0) { $0 + Int($1) }
        }
    }

    private func checkKnown(
        _ rasters: [any RasterSource], _ total: Int, _ operation: Operation
    ) throws(OperationError) {
        guard total > 0 else {
            throw OperationError(
                code: .unfitInput, operation: operation.name, key: "evidence",
                reason: "no evidence has data on any cell of the grid: " + rasters.map(\.name).joined(separator: ", "),
                remedy: "check that the layers cover the grid")
        }
    }

    private func sample(
        _ cases: [Places.Case], rasters: [any RasterSource], points: TrainingPoints, areaRanks: Set<Int>,
        scale: GroundScale, total: Int, isChosen: Bool
    ) -> TrainingSample {
        let held = points.distinctCells
        var kept: [Places.Case] = []
        var groups: (points: [Int], negatives: [Int], area: [Int]) = ([], [], [])
        var unknown = 0
        for found in cases {
            let isPoint = found.origin == .point
            if !found.values.contains(where: \.isFinite) {
                if isPoint { unknown += 1 }
                continue
            }
            if !isPoint && held.contains(found.cell) { continue }
            switch found.origin {
            case .point: groups.points.append(kept.count)
            case .chosen: groups.negatives.append(kept.count)
            case .drawn(let rank):
                if areaRanks.contains(rank) {
                    groups.area.append(kept.count)
                } else {
                    groups.negatives.append(kept.count)
                }
            }
            kept.append(found)
        }
        let grid = rasters[0].grid
        var sample = TrainingSample(
            evidence: rasters.map(\.name),
            columns: rasters.indices.map { layer in kept.map { $0.values[layer] } },
            places: kept.map { scale.metres(grid.centre(column: $0.cell.column, row: $0.cell.row)) },
            points: groups.points, negatives: groups.negatives, area: groups.area,
            units: Double(total) * scale.squareMetresOfCell / 1e6 / unitCell)
        sample.notes = points.notes
        if unknown > 0 {
            sample.notes.append("\(unknown) training points lie on cells without any evidence and were not used")
        }
        return sample
    }
}
