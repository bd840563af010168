/// Whether a model ranks known deposits better than it ranks deposits that were scattered at random.
package struct NullTest: Hashable, Sendable, Codable {
    /// Held-out area under the curve of the real deposits.
    package var observed: Double
    /// The same of each shuffled run, ascending.
    package var shuffled: [Double]

    package init(observed: Double, shuffled: [Double]) {
        self.observed = observed
        self.shuffled = shuffled.sorted()
    }

    /// The chance of doing as well without any association: (1 + runs at least as good) / (1 + runs); 1 where nothing
    /// was observed.
    package var probability: Double {
        guard !observed.isNaN else { return 1 }
        return Double(1 + shuffled.count - shuffled.partition { $0 >= observed }) / Double(1 + shuffled.count)
    }

    /// Whether the chance is at most 5 %.
    package var isAssociated: Bool { probability <= 0.05 }

    /// Trains and judges the same way with as many points drawn from the area, `runs` times.
    ///
    /// Points are drawn among the cases that stand for the area; all else stays. Leave-one-out is replaced by five
    /// folds, for the shuffled and for the real points alike.
    init(
        _ trainer: any ModelTrainer, on sample: TrainingSample, method: SpatialFolds.Method, runs: Int, seed: Int,
        by work: ParallelWork
    ) throws {
        let method: SpatialFolds.Method =
            if case .leaveOneOut = method { .kMeans(folds: min(5, sample.points.count)) } else { method }
        let areas = try collect(runs + 1, by: work) { run -> Double? in
            var shuffledSample = sample
            if run > 0 {
                var draws = Draws(seed: seed, stream: 1000 + run)
                var area = sample.area
                let count = min(sample.points.count, area.count / 2)
                draws.shuffle(&area, first: count)
                shuffledSample.points = area.prefix(count).sorted()
                shuffledSample.area = area.dropFirst(count).sorted()
            }
            do {
                let folds = try SpatialFolds(shuffledSample, method: method, seed: seed)
                return try CrossValidation(trainer, on: shuffledSample, folds: folds).area
            } catch is SpatialFolds.Failure {
                // Points that fall in too few blocks tell nothing; drawing again would favour scattered ones.
                return nil
            }
        }
        self.init(observed: (areas.first ?? nil) ?? .nan, shuffled: areas.dropFirst().compactMap(\.self))
    }
}
