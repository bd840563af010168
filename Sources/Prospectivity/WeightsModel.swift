import KernelTypes

/// Learned weights: what each class of each evidence adds to the log-odds of a deposit.
package struct WeightsModel: Sendable {
    /// One an evidence, in the order in which the inputs are given.
    package let tables: [WeightsTable]
    /// Training points on cells where any evidence is known.
    package let points: Int
    /// Area where any evidence is known; km².
    package let squareKilometres: Double
    /// km².
    package let unitCell: Double
    /// Area of a cell; km².
    package let cellSquareKilometres: Double
    /// Sum of the posterior probability over all unit cells: the number of deposits that the model expects. Far above
    /// `points` where the evidence is not conditionally independent.
    package internal(set) var expectedPoints = Double.nan
    /// s(T), the deviation of `expectedPoints`; `nil` where there are too many unique conditions to list.
    package internal(set) var expectedDeviation: Double?
    /// What was assumed or left out, in sentences.
    package internal(set) var notes: [String] = []

    let layers: [WeightsLayer]
    /// Posterior, deviation and confidence of every combination of states, where these are few.
    let combinations: [Estimate]

    /// More combinations than this are estimated cell by cell.
    static let mostCombinations = 1 << 16

    /// A cell's result; NaN where all evidence is missing.
    package struct Estimate: Hashable, Sendable {
        /// Probability of a deposit in a unit cell.
        package var posterior: Double
        package var deviation: Double
        /// Posterior over deviation.
        package var confidence: Double
    }

    /// Takes learned tables; `squareKilometres` and `points` are those of the study area.
    package init(
        tables: [WeightsTable], points: Int, squareKilometres: Double, unitCell: Double, cellSquareKilometres: Double
    ) {
        precondition(points > 0 && squareKilometres / unitCell > Double(points), "a prior lies between 0 and 1")
        self.tables = tables
        self.points = points
        self.squareKilometres = squareKilometres
        self.unitCell = unitCell
        self.cellSquareKilometres = cellSquareKilometres
        let layers = tables.map(WeightsLayer.init)
        self.layers = layers

        let count = layers.reduce(1) { min($0 * $1.states.count, Self.mostCombinations + 1) }
        var combinations: [Estimate] = []
        if count <= Self.mostCombinations {
            let prior = Self.priorLogit(points: points, units: squareKilometres / unitCell)
            var states = [Int](repeating: 0, count: layers.count)
            combinations.reserveCapacity(count)
            for combination in 0..<count {
                var rest = combination
                for index in layers.indices {
                    states[index] = rest % layers[index].states.count
                    rest /= layers[index].states.count
                }
                combinations.append(Self.estimate(states, of: layers, priorLogit: prior, points: points))
            }
        }
        self.combinations = combinations
    }

    /// Probability of a deposit in a unit cell before any evidence.
    package var prior: Double { Double(points) / (squareKilometres / unitCell) }

    /// Whether the evidence is conditionally independent; meaningful after learning.
    package var independence: IndependenceTest {
        IndependenceTest(points: points, expected: expectedPoints, deviation: expectedDeviation)
    }

    /// Named numbers for the manifest.
    package var figures: [String: Double] {
        var figures = [
            "prior": prior, "training_points": Double(points), "study_km2": squareKilometres,
            "unit_cell_km2": unitCell, "expected_points": expectedPoints, "omnibus": independence.omnibus,
        ]
        figures["new_omnibus"] = independence.statistic
        figures["probability_of_dependence"] = independence.probabilityOfDependence
        return figures
    }

    static func priorLogit(points: Int, units: Double) -> Double {
        let prior = Double(points) / units
        return Elementary.log(prior / (1 - prior))
    }

    /// What a cell in these states gets; a state is an index into the layer's states, 0 is missing.
    func estimate(_ states: [Int]) -> Estimate {
        Self.estimate(
            states, of: layers, priorLogit: Self.priorLogit(points: points, units: squareKilometres / unitCell),
            points: points)
    }

    /// Of a cell where all evidence is known.
    static func estimate(logit: Double, variance: Double) -> Estimate {
        let posterior = probability(logit)
        let deviation = (posterior * posterior * variance).squareRoot()
        return Estimate(posterior: posterior, deviation: deviation, confidence: posterior / deviation)
    }

    private static func estimate(
        _ states: [Int], of layers: [WeightsLayer], priorLogit: Double, points: Int
    ) -> Estimate {
        guard states.contains(where: { $0 != 0 }) else {
            return Estimate(posterior: .nan, deviation: .nan, confidence: .nan)
        }
        var logit = priorLogit
        var variance = 1 / Double(points)
        for (layer, state) in zip(layers, states) {
            logit += layer.states[state].weight
            variance += layer.states[state].deviation * layer.states[state].deviation
        }
        let posterior = probability(logit)
        var total = posterior * posterior * variance
        for (layer, state) in zip(layers, states) where state == 0 {
            for known in layer.states.dropFirst() {
                let difference = probability(logit + known.weight) - posterior
                total += difference * difference * known.share
            }
        }
        let deviation = total.squareRoot()
        return Estimate(posterior: posterior, deviation: deviation, confidence: posterior / deviation)
    }

    private static func probability(_ logit: Double) -> Double {
        if logit > 0 { return 1 / (1 + Elementary.exp(-logit)) }
        let odds = Elementary.exp(logit)
        return odds / (1 + odds)
    }
}
