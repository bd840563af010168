import KernelTypes

/// The weights of one class, or of one class with all that are more favourable.
package struct ClassWeights: Hashable, Sendable, Codable {
    /// W+: log-odds that lying in the class adds.
    package var positive: Double
    package var positiveDeviation: Double
    /// W-: log-odds that lying outside of it adds.
    package var negative: Double
    package var negativeDeviation: Double
    /// W+ less W-.
    package var contrast: Double
    package var contrastDeviation: Double
    /// Contrast over its deviation.
    package var studentised: Double

    /// Of a class without a training point: nothing is known, so nothing is added.
    package static let none = ClassWeights(
        positive: 0, positiveDeviation: 0, negative: 0, negativeDeviation: 0, contrast: 0, contrastDeviation: 0,
        studentised: 0)

    private init(
        positive: Double, positiveDeviation: Double, negative: Double, negativeDeviation: Double, contrast: Double,
        contrastDeviation: Double, studentised: Double
    ) {
        self.positive = positive
        self.positiveDeviation = positiveDeviation
        self.negative = negative
        self.negativeDeviation = negativeDeviation
        self.contrast = contrast
        self.contrastDeviation = contrastDeviation
        self.studentised = studentised
    }

    /// Weights of an area of `units` unit cells that holds `points` of all training points; zero where it holds none.
    ///
    /// Bonham-Carter (1994), section 9.2. Three corrections keep the logarithms finite, as in ArcSDM and Geoscience
    /// Australia's MPM-WofE: a class that holds all points counts 0.99 fewer, one that leaves too little area outside
    /// is made 0.99 unit cells smaller than that, and one smaller than its points has one unit cell more than them.
    /// Expects `totalUnits` to exceed `totalPoints` by more than one.
    package init(units: Double, points: Int, totalUnits: Double, totalPoints: Int) {
        precondition(points >= 0 && points <= totalPoints, "a class holds no more points than all classes")
        precondition(totalUnits - Double(totalPoints) > 1, "a study has more unit cells than training points")
        guard points > 0 else {
            self = .none
            return
        }
        let all = Double(totalPoints)
        var inside = Double(points)
        var area = units
        if points == totalPoints { inside -= 0.99 }
        if totalUnits - area <= all - inside { area = totalUnits + inside - all - 0.99 }
        if area - inside <= 0 { area = inside + 1 }

        let barrenInside = area - inside
        let outside = all - inside
        let barrenOutside = totalUnits - area - all + inside
        let barren = totalUnits - all
        let positive = Elementary.log((inside / all) / (barrenInside / barren))
        let negative = Elementary.log((outside / all) / (barrenOutside / barren))
        let positiveVariance = 1 / inside + 1 / barrenInside
        let negativeVariance = 1 / outside + 1 / barrenOutside
        let contrast = positive - negative
        let contrastDeviation = (positiveVariance + negativeVariance).squareRoot()
        self.init(
            positive: positive, positiveDeviation: positiveVariance.squareRoot(), negative: negative,
            negativeDeviation: negativeVariance.squareRoot(), contrast: contrast,
            contrastDeviation: contrastDeviation, studentised: contrast / contrastDeviation)
    }
}
