package import KernelTypes

/// A weighted mean of scores: Bonham-Carter (1994), section 9.3.
package struct IndexOverlay: Hashable, Sendable, Codable, CellRule {
    /// One an evidence, not negative, not all 0.
    package var weights: [Double]
    /// The score that counts as 1.
    package var highest: Double

    package init(weights: [Double], highest: Double) {
        self.weights = weights
        self.highest = highest
    }

    package var isProbability: Bool { false }
    package var contributionUnit: String { "part of the index" }

    /// Mean over the evidence that is known; its deviation is that of the missing part, which might be anything in
    /// 0...1 (a uniform distribution).
    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        precondition(inputs.count == weights.count, "a strip an evidence")
        let total = weights.reduce(0, +)
        for index in 0..<score.cells.count {
            var sum = 0.0
            var known = 0.0
            var open = 0.0
            for (weight, input) in zip(weights, inputs) {
                let value = input.cells[index]
                if value.isFinite {
                    sum += weight * Double(value) / highest
                    known += weight
                } else {
                    open += weight * weight / 12
                }
            }
            score.cells[index] = known > 0 ? Float(sum / known) : .nan
            deviation?.cells[index] = known > 0 ? Float(open.squareRoot() / total) : .nan
        }
    }

    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        for index in 0..<(inputs.first?.cells.count ?? 0) {
            var known = 0.0
            for (weight, input) in zip(weights, inputs) where input.cells[index].isFinite { known += weight }
            for (weight, (input, output)) in zip(weights, zip(inputs, outputs)) {
                let value = input.cells[index].isFinite ? Double(input.cells[index]) : 0
                output.cells[index] = known > 0 ? Float(weight * value / highest / known) : .nan
            }
        }
    }
}
