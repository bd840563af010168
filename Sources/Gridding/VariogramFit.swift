/// A model fitted to semivariances by weighted least squares.
struct VariogramFit {
    private(set) var model: VariogramModel
    /// Root of the weighted mean squared difference, in the channel's unit squared.
    private(set) var misfit: Double

    /// `nil` where fewer than three classes have pairs.
    init?(_ shape: VariogramModel.Shape, to experimental: ExperimentalVariogram) {
        let bins = experimental.bins
        guard bins.count > 2, let farthest = bins.last?.distance, let nearest = bins.first?.distance else { return nil }
        // The misfit has one valley along the range in practice: a lattice finds it, a golden section its floor.
        let steps = 60
        var best = Self.solved(shape, nearest, bins)
        var bestStep = 0
        func range(_ step: Double) -> Double { nearest + (3 * farthest - nearest) * step / Double(steps) }
        for step in 1...steps {
            let candidate = Self.solved(shape, range(Double(step)), bins)
            if candidate.misfit < best.misfit {
                best = candidate
                bestStep = step
            }
        }
        var low = range(Double(max(0, bestStep - 1)))
        var high = range(Double(min(steps, bestStep + 1)))
        let golden = 0.618_033_988_749_894_9
        for _ in 0..<40 {
            let a = Self.solved(shape, high - golden * (high - low), bins)
            let b = Self.solved(shape, low + golden * (high - low), bins)
            if a.misfit < b.misfit { high = b.model.range } else { low = a.model.range }
            if min(a.misfit, b.misfit) < best.misfit { best = a.misfit < b.misfit ? a : b }
        }
        self = best
    }

    private init(model: VariogramModel, misfit: Double) {
        self.model = model
        self.misfit = misfit
    }

    /// The best nugget and sill for a range: two unknowns, neither below 0.
    private static func solved(
        _ shape: VariogramModel.Shape, _ range: Double, _ bins: [ExperimentalVariogram.Bin]
    ) -> VariogramFit {
        var w = 0.0
        var wf = 0.0
        var wff = 0.0
        var wg = 0.0
        var wfg = 0.0
        for bin in bins {
            let weight = Double(bin.pairs) / (bin.distance * bin.distance)
            let rise = VariogramModel.rise(shape, bin.distance / range)
            w += weight
            wf += weight * rise
            wff += weight * rise * rise
            wg += weight * bin.semivariance
            wfg += weight * rise * bin.semivariance
        }
        let determinant = w * wff - wf * wf
        var nugget = determinant > 0 ? (wg * wff - wf * wfg) / determinant : 0
        var part = determinant > 0 ? (w * wfg - wf * wg) / determinant : 0
        if nugget < 0 {
            nugget = 0
            part = wff > 0 ? wfg / wff : 0
        } else if part < 0 {
            nugget = wg / w
            part = 0
        }
        let model = VariogramModel(shape: shape, nugget: nugget, sill: nugget + part, range: range)
        var squares = 0.0
        for bin in bins {
            let difference = bin.semivariance - model.semivariance(at: bin.distance)
            squares += Double(bin.pairs) / (bin.distance * bin.distance) * difference * difference
        }
        return VariogramFit(model: model, misfit: (squares / w).squareRoot())
    }
}
