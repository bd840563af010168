package import KernelTypes

extension WeightsModel: CellRule {
    package var isProbability: Bool { true }
    package var contributionUnit: String { "log-odds" }

    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        score.cells.withMutableSpan { scores in
            if let deviation {
                deviation.cells.withMutableSpan { deviations in
                    forEachCell(of: inputs) { index, estimate in
                        scores[index] = Float(estimate.posterior)
                        deviations[index] = Float(estimate.deviation)
                    }
                }
            } else {
                forEachCell(of: inputs) { index, estimate in scores[index] = Float(estimate.posterior) }
            }
        }
    }
}
