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
        for index in 0..<output.cells.count {
            let value = Double(score.cells[index])
            guard !value.isNaN else {
                output.cells[index] = .nan
                continue
            }
            var usable = 0
            for (profile, input) in zip(profiles, inputs) {
                let found = input.cells[index]
                if found >= profile.minimum && found <= profile.maximum { usable += 1 }
            }
            let level: Level
            if Double(usable) < leastKnown * Double(profiles.count) {
                level = .notEnoughData
            } else {
                level = self.level(value, Double(deviation.cells[index]))
            }
            output.cells[index] = Float(level.rawValue)
        }
    }

    private func level(_ score: Double, _ deviation: Double) -> Level {
        guard let threshold, deviation.isFinite else { return .undecided }
        if score - deviation > threshold { return .high }
        return score + deviation < threshold ? .low : .undecided
    }
}
