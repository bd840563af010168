package import KernelTypes

/// A ramp laid over a range of values: what a colour on the map means.
package struct ColourScale: Hashable, Sendable {
    /// A value at a place on the ramp.
    package struct Knot: Hashable, Sendable {
        /// 0 for the ramp's low end, 1 for its high one.
        package var share: Double
        package var value: Double
        /// Share of the cells at or below the value; `nil` on an even scale.
        package var below: Double?
    }

    package var ramp: ColourRamp
    package var low: Double
    package var high: Double
    /// Whether values above `high` exist and share its colour; the legend then ends in a point.
    package var isOpenAbove: Bool
    /// Rising values between which colours run evenly; empty on a scale that is even from `low` to `high`.
    package private(set) var knots: [Knot] = []

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
        let values = Self.sorted(raster)
        guard let lowest = values.first, let highest = values.last else { return nil }
        let last = values[Int((Double(values.count - 1) * (1 - above)).rounded())]
        self.init(ramp, from: Double(lowest), to: Double(last), isOpenAbove: last < highest)
    }

    /// A scale by rank, for skewed values such as probabilities: the ramp's half is at the third quartile, its last tenth
    /// has the highest hundredth of the cells; `nil` where no cell holds a number.
    ///
    /// At the share s of the ramp stands the quantile 1 - (1 - s)²; equal quantiles share the highest colour of them.
    package init?(_ ramp: ColourRamp, ranking raster: Strip) {
        let values = Self.sorted(raster)
        guard let lowest = values.first, let highest = values.last else { return nil }
        self.init(ramp, from: Double(lowest), to: Double(highest))
        guard lowest < highest else { return }
        let steps = 32
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let below = 1 - (1 - share) * (1 - share)
            let value = Double(values[Int((below * Double(values.count - 1)).rounded())])
            if knots.last?.value == value { knots.removeLast() }
            knots.append(Knot(share: share, value: value, below: below))
        }
        // The lowest value keeps the lowest colour, also where many cells share it.
        if knots[0].value > Double(lowest) || knots[0].share > 0 {
            knots[0].value == Double(lowest)
                ? knots[0].share = 0 : knots.insert(Knot(share: 0, value: Double(lowest), below: 0), at: 0)
        }
    }

    private static func sorted(_ raster: Strip) -> [Float] { raster.cells.values.filter(\.isFinite).sorted() }

    /// The colour of a value; a scale of one value has its ramp's middle.
    package func colour(of value: Double) -> Colour { ramp.colour(at: share(of: value)) }

    /// Where on the ramp a value stands; may lie beyond its ends on an even scale.
    func share(of value: Double) -> Double {
        guard high > low else { return 0.5 }
        guard !knots.isEmpty else { return (value - low) / (high - low) }
        guard let next = knots.firstIndex(where: { $0.value >= value }) else { return 1 }
        guard next > 0 else { return 0 }
        let (a, b) = (knots[next - 1], knots[next])
        return a.share + (b.share - a.share) * (value - a.value) / (b.value - a.value)
    }

    /// The value at a share of the ramp.
    func value(at share: Double) -> Double {
        guard !knots.isEmpty else { return share == 1 ? high : low + share * (high - low) }
        guard let next = knots.firstIndex(where: { $0.share >= share }) else { return high }
        guard next > 0 else { return low }
        let (a, b) = (knots[next - 1], knots[next])
        return a.value + (b.value - a.value) * (share - a.share) / (b.share - a.share)
    }
}
