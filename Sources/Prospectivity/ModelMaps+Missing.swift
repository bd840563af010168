import KernelTypes

extension ModelMaps {
    /// Values that stand for an evidence that is not known: the middles of five equal parts of what the model has seen.
    static let standIns = [10, 30, 50, 70, 90]

    /// Adds to the deviation what missing evidence leaves open: for each evidence that is missing, the variance of the
    /// score over the values that it may well have, all other evidence as found; the variances are added.
    ///
    /// For rules that do not tell this themselves. A cell whose deviation is not known keeps none.
    static func addMissing(_ deposit: DepositModel, _ inputs: [Strip], to deviation: Strip) {
        for (evidence, profile) in deposit.profiles.enumerated() where profile.percentiles.count == 101 {
            let column = inputs[evidence].cells
            let open = (0..<column.count).filter { column[$0].isNaN && !deviation.cells[$0].isNaN }
            guard !open.isEmpty else { continue }
            var values = inputs.map { input in open.map { input.cells[$0] } }
            var sums = [Double](repeating: 0, count: open.count)
            var squares = sums
            for percentile in standIns {
                values[evidence] = [Float](repeating: profile.percentiles[percentile], count: open.count)
                for (index, score) in deposit.rule.rule.scores(of: values).enumerated() {
                    sums[index] += Double(score)
                    squares[index] += Double(score) * Double(score)
                }
            }
            let count = Double(standIns.count)
            for (index, cell) in open.enumerated() {
                let variance = max(0, squares[index] / count - (sums[index] / count) * (sums[index] / count))
                let own = Double(deviation.cells[cell])
                deviation.cells[cell] = Float((own * own + variance).squareRoot())
            }
        }
    }
}
