package import KernelTypes

/// Tells low scores from too little data: what may be said of a cell.
package struct ConfidenceBand: Sendable {
    /// As written in the raster.
    package enum Level: Int, CaseIterable, Sendable {
        /// Too little evidence is known there, or it is unlike anything that the model has seen.
        case notEnoughData = 0
        /// Low, and its interval too.
        case low
        /// The interval of one deviation holds the threshold.
        case undecided
        /// High, and its interval too.
        case high
    }

    let threshold: Double?
    let leastKnown: Double
    let profiles: [EvidenceProfile]

    /// `threshold` parts low from high; without one, nothing is called high or low but all is undecided.
    package init(threshold: Double?, leastKnown: Double, profiles: [EvidenceProfile]) {
        self.threshold = threshold
        self.leastKnown = leastKnown
        self.profiles = profiles
    }

    /// Writes the level of each cell as a number; NaN where there is no score.
    package func apply(_ inputs: [Strip], score: Strip, deviation: Strip, into output: Strip) {
        var usable = [Int32](repeating: 0, count: output.cells.count)
        for (profile, input) in zip(profiles, inputs) {
            let (lowest, highest) = (profile.minimum, profile.maximum)
            input.cells.withSpan { span in
                for index in span.indices where span[index] >= lowest && span[index] <= highest { usable[index] += 1 }
            }
        }
        let least = leastKnown * Double(profiles.count)
        for index in usable.indices {
            let value = Double(score.cells[index])
            if value.isNaN {
                output.cells[index] = .nan
            } else if Double(usable[index]) < least {
                output.cells[index] = Float(Level.notEnoughData.rawValue)
            } else {
                output.cells[index] = Float(level(value, Double(deviation.cells[index])).rawValue)
            }
        }
    }

    private func level(_ score: Double, _ deviation: Double) -> Level {
        guard let threshold, deviation.isFinite else { return .undecided }
        if score - deviation > threshold { return .high }
        return score + deviation < threshold ? .low : .undecided
    }
}
