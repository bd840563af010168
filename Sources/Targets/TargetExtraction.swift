package import KernelTypes
package import Operations
package import Survey

/// Finds the connected areas at or above a threshold, with memory for a row and for the areas found.
///
/// The result depends on the rasters alone, never on how they were cut into strips.
package struct TargetExtraction: Sendable {
    /// Visits the rows of the score raster from north to south; callable as often as passes are needed.
    package typealias ScoreScan = (_ visit: (Strip) throws -> Void) throws -> Void
    /// Visits the same rows of the score, of its uncertainty, and of what each evidence adds; called once.
    package typealias LayerScan = (_ visit: (TargetLayers) throws -> Void) throws -> Void

    /// What decides which cells are selected.
    enum Threshold: Hashable, Sendable {
        case value(Double)
        /// Of the cells with a score.
        case quantile(Double)
    }

    let grid: AnalysisGrid
    let threshold: Threshold
    let isDiagonal: Bool
    let minimumSquareMetres: Double

    /// Takes parameters that `Operation.resolve` has checked.
    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) {
        self.grid = grid
        if let above = parameters["above"]?.number {
            threshold = .value(above)
        } else {
            threshold = .quantile(parameters["quantile"]?.number ?? 0.98)
        }
        isDiagonal = parameters["diagonal"]?.flag ?? true
        minimumSquareMetres = parameters["minimum_area"]?.number ?? 0
    }

    /// Ranked targets and the score from which cells were selected; NaN where no cell has a score.
    ///
    /// `evidence` names the contributions that `layers` gives, in order. `known` are occurrences in the grid's CRS;
    /// longitude and latitude stay `nil`. Throws what the scans throw.
    package func extract(
        score: ScoreScan, layers: LayerScan, evidence: [String], known: [Occurrence]
    ) throws -> (targets: [Target], threshold: Double) {
        let threshold = try lowestScore(score)
        var areas = ConnectedAreas(
            grid: grid, isDiagonal: isDiagonal, evidence: evidence.count,
            minimumSquareMetres: minimumSquareMetres)
        if !threshold.isNaN {
            try layers { try areas.add($0, threshold: threshold) }
        }
        let ranking = TargetRanking(grid: grid, evidence: evidence, known: known)
        return (ranking.targets(of: areas.finish()), threshold)
    }

    private func lowestScore(_ scan: ScoreScan) throws -> Double {
        switch threshold {
        case .value(let value): return value
        case .quantile(let fraction):
            var selector = Selector(fractions: [fraction])
            while !selector.isDone {
                try scan { selector.add($0.cells) }
                selector.endPass()
            }
            return selector.values[0]
        }
    }
}
