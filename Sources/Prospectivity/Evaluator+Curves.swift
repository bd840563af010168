extension Evaluator {
    func curves(
        _ held: RankedPoints, _ training: RankedPoints, _ reliability: Reliability?, _ sample: TrainingSample
    ) -> [Evaluation.Curve] {
        let places = (0...100).map { Double($0) / 100 }
        let band = held.band(at: places, resamples: resamples, seed: seed)
        let found = places.map(held.found)
        var curves = [
            Evaluation.Curve(
                name: "prediction-rate", title: "Prediction rate: deposits held out", xTitle: "share of the area",
                yTitle: "share of the deposits found", x: places, y: found, low: band.low, high: band.high),
            Evaluation.Curve(
                name: "success-rate", title: "Success rate: deposits learned from", xTitle: "share of the area",
                yTitle: "share of the deposits found", x: places, y: places.map(training.found)),
            roc(held, sample, band, places),
            precision(held, sample, band, places),
            Evaluation.Curve(
                name: "prediction-area-deposits", title: "Prediction-area: deposits", xTitle: "threshold: worst rank",
                yTitle: "share of the deposits", x: places.map { 1 - $0 }, y: found),
            Evaluation.Curve(
                name: "prediction-area-area", title: "Prediction-area: area", xTitle: "threshold: worst rank",
                yTitle: "share of the area", x: places.map { 1 - $0 }, y: places.map { 1 - $0 }),
        ]
        if let reliability {
            curves.append(
                Evaluation.Curve(
                    name: "calibration", title: "Calibration", xTitle: "predicted probability a unit cell",
                    yTitle: "deposits a unit cell", x: reliability.bins.map(\.predicted),
                    y: reliability.bins.map(\.observed)))
        }
        return curves
    }

    /// False against true positives; a cell of the area that is a deposit is no false positive.
    private func roc(
        _ held: RankedPoints, _ sample: TrainingSample, _ band: (low: [Double], high: [Double]), _ places: [Double]
    ) -> Evaluation.Curve {
        let deposits = Double(held.shares.count)
        let cost = places.map { share in
            max(0, (share * sample.units - held.found(in: share) * deposits) / max(1, sample.units - deposits))
        }
        return Evaluation.Curve(
            name: "roc", title: "Receiver operating characteristic, held out", xTitle: "false positive rate",
            yTitle: "true positive rate", x: cost, y: places.map(held.found), low: band.low, high: band.high)
    }

    private func precision(
        _ held: RankedPoints, _ sample: TrainingSample, _ band: (low: [Double], high: [Double]), _ places: [Double]
    ) -> Evaluation.Curve {
        let deposits = Double(held.shares.count)
        let used = places.indices.dropFirst()
        func precision(_ found: Double, _ share: Double) -> Double { min(1, found * deposits / (share * sample.units)) }
        return Evaluation.Curve(
            name: "precision-recall", title: "Precision and recall, held out", xTitle: "recall",
            yTitle: "precision a unit cell", x: used.map { held.found(in: places[$0]) },
            y: used.map { precision(held.found(in: places[$0]), places[$0]) },
            low: used.map { precision(band.low[$0], places[$0]) },
            high: used.map { precision(band.high[$0], places[$0]) })
    }

    func figures(
        _ held: RankedPoints, _ training: RankedPoints, _ reliability: Reliability?, _ null: NullTest?,
        _ sample: TrainingSample
    ) -> [Evaluation.Figure] {
        let interval = held.interval(resamples: resamples, seed: seed)
        let intersection = held.intersection
        var figures = [
            Evaluation.Figure(name: "auc_held_out", value: held.area),
            Evaluation.Figure(name: "auc_held_out_low", value: interval.low),
            Evaluation.Figure(name: "auc_held_out_high", value: interval.high),
            Evaluation.Figure(name: "auc_training", value: training.area),
            Evaluation.Figure(name: "found_in_best_tenth", value: held.found(in: 0.1)),
            Evaluation.Figure(name: "prediction_area_intersection", value: intersection.found),
            Evaluation.Figure(name: "boyce", value: held.boyce),
            Evaluation.Figure(name: "points", value: Double(held.shares.count)),
            Evaluation.Figure(name: "average_precision", value: averagePrecision(held, sample)),
        ]
        if let reliability {
            figures.append(Evaluation.Figure(name: "brier", value: reliability.brier))
            figures.append(Evaluation.Figure(name: "brier_of_prior", value: reliability.brierOfPrior))
            figures.append(Evaluation.Figure(name: "calibration_error", value: reliability.calibrationError))
        }
        if let null {
            figures.append(Evaluation.Figure(name: "null_probability", value: null.probability))
            figures.append(Evaluation.Figure(name: "null_runs", value: Double(null.shuffled.count)))
            if let best = null.shuffled.last { figures.append(Evaluation.Figure(name: "null_best", value: best)) }
        }
        return figures
    }

    /// Precision at each held-out deposit, on average.
    private func averagePrecision(_ held: RankedPoints, _ sample: TrainingSample) -> Double {
        var sum = 0.0
        for (index, share) in held.shares.enumerated() {
            let selected = max(share * sample.units, Double(index + 1))
            sum += Double(index + 1) / selected
        }
        return held.shares.isEmpty ? .nan : sum / Double(held.shares.count)
    }

    func sentences(
        _ held: RankedPoints, _ training: RankedPoints, _ reliability: Reliability?, _ null: NullTest?,
        _ sample: TrainingSample
    ) -> [String] {
        let tenth = percent(held.found(in: 0.1))
        let interval = held.interval(resamples: resamples, seed: seed)
        var sentences: [String] = []
        if let null, null.shuffled.isEmpty {
            sentences.append("the null test could not be run: shuffled deposits fall in too few blocks")
        } else if let null, !null.isAssociated {
            sentences.append(
                """
                no association found: on held-out deposits the model does no better than on shuffled ones \
                (AUC \(rounded(null.observed)), as good in \(percent(null.probability)) of \(null.shuffled.count) \
                shuffled runs); do not choose targets from this map
                """)
        } else if let null {
            sentences.append(
                """
                the best tenth of the area holds \(tenth) of the deposits that the model had not seen; shuffled \
                deposits do as well in \(percent(null.probability)) of \(null.shuffled.count) runs
                """)
        } else {
            sentences.append(
                "the best tenth of the area holds \(tenth) of the deposits that the model had not seen; no null test was run"
            )
        }
        sentences.append(
            """
            AUC \(rounded(held.area)) on held-out deposits (95 %: \(rounded(interval.low)) to \
            \(rounded(interval.high)); \(methodText)), \(rounded(training.area)) on those learned from
            """)
        if training.area - held.area > 0.15 {
            sentences.append(
                "the model knows its own deposits much better than others: it has learned places rather than reasons")
        }
        if held.shares.count < 20 {
            sentences.append("\(held.shares.count) deposits are few: one more could change each of these figures")
        }
        if let reliability, reliability.brier >= reliability.brierOfPrior {
            sentences.append("as probabilities the scores are no better than the prior alone; use them as ranks")
        }
        return sentences
    }

    private func percent(_ share: Double) -> String {
        share.isNaN ? "an unknown share" : "\(Int((100 * share).rounded())) %"
    }
    private func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
