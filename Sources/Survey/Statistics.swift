/// Figures of one layer over its valid cells.
package struct LayerStatistics: Hashable, Sendable, Codable {
    package var valid: Int
    package var missing: Int
    package var minimum: Double
    package var maximum: Double
    package var mean: Double
    /// Population standard deviation (n), as everywhere in layer statistics.
    package var deviation: Double

    package init(valid: Int, missing: Int, minimum: Double, maximum: Double, mean: Double, deviation: Double) {
        self.valid = valid
        self.missing = missing
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.deviation = deviation
    }
}
