package import KernelTypes

/// A ramp laid over a range of values: what a colour on the map means.
package struct ColourScale: Hashable, Sendable {
    package var ramp: ColourRamp
    package var low: Double
    package var high: Double
    /// Whether values above `high` exist and share its colour; the legend then ends in a point.
    package var isOpenAbove: Bool

    package init(_ ramp: ColourRamp, from low: Double, to high: Double, isOpenAbove: Bool = false) {
        precondition(low <= high, "a scale goes up")
        self.ramp = ramp
        self.low = low
        self.high = high
        self.isOpenAbove = isOpenAbove
    }

    /// The scale over a raster's valid cells, whose highest share `above` gets one colour so that a few outliers do not
    /// flatten the rest; `nil` where no cell holds a number.
    package init?(_ ramp: ColourRamp, fitting raster: Strip, above: Double = 0) {
        precondition((0..<1).contains(above), "a share is below one")
        var values = raster.cells.values.filter(\.isFinite)
        values.sort()
        guard let lowest = values.first, let highest = values.last else { return nil }
        let last = values[Int((Double(values.count - 1) * (1 - above)).rounded())]
        self.init(ramp, from: Double(lowest), to: Double(last), isOpenAbove: last < highest)
    }

    /// The colour of a value; a scale of one value has its ramp's middle.
    package func colour(of value: Double) -> Colour {
        guard high > low else { return ramp.colour(at: 0.5) }
        return ramp.colour(at: (value - low) / (high - low))
    }
}
