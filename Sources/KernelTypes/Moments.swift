/// Count, extremes, mean and squared deviations of some cells; NaN cells are counted as missing and otherwise skipped.
///
/// Figures of a raster are those of its rows merged from north to south, so that they do not depend on strips.
package struct Moments: Hashable, Sendable {
    package var valid: Int
    package var missing: Int
    /// NaN without a valid cell, as are `maximum` and `mean`.
    package var minimum: Double
    package var maximum: Double
    package var mean: Double
    /// Sum of squared deviations from the mean; 0 without a valid cell.
    package var squares: Double

    package init(valid: Int, missing: Int, minimum: Double, maximum: Double, mean: Double, squares: Double) {
        self.valid = valid
        self.missing = missing
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.squares = squares
    }

    /// Figures of no valid cell.
    package init(missing: Int = 0) {
        self.init(valid: 0, missing: missing, minimum: .nan, maximum: .nan, mean: .nan, squares: 0)
    }

    /// Population standard deviation (n); NaN without a valid cell.
    package var deviation: Double {
        valid == 0 ? .nan : (squares / Double(valid)).squareRoot()
    }

    /// Adds the cells of `other`: Chan, Golub and LeVeque (1979). The order of merging shows in the last bits.
    package mutating func merge(_ other: Moments) {
        missing += other.missing
        guard other.valid > 0 else { return }
        guard valid > 0 else {
            let counted = missing
            self = other
            missing = counted
            return
        }
        let before = Double(valid)
        let added = Double(other.valid)
        let share = added / (before + added)
        let difference = other.mean - mean
        valid += other.valid
        minimum = Swift.min(minimum, other.minimum)
        maximum = Swift.max(maximum, other.maximum)
        mean += difference * share
        squares += other.squares + difference * difference * before * share
    }
}
