/// One set of places on a chart, and how it is drawn.
package struct ChartSeries: Hashable, Sendable {
    package enum Mark: Hashable, Sendable {
        /// Straight pieces from place to place.
        case line
        /// Level until the next place, then up or down.
        case step
        /// A dot at each place.
        case scatter
        /// A bar from the axis to each place; `width` in units of x.
        case bars(width: Double)
        /// The area between `y` and `upper`.
        case band(upper: [Double])
    }

    package var name: String
    package var mark: Mark
    package var x: [Double]
    /// NaN leaves a gap.
    package var y: [Double]
    /// Drawn in grey and dashed, as something to compare with.
    package var isReference: Bool

    package init(name: String, mark: Mark, x: [Double], y: [Double], isReference: Bool = false) {
        precondition(x.count == y.count, "a place has two coordinates")
        if case .band(let upper) = mark { precondition(upper.count == x.count, "a band has two edges") }
        self.name = name
        self.mark = mark
        self.x = x
        self.y = y
        self.isReference = isReference
    }

    /// Bars over equal classes between two limits, with how many values lie in each; the last class has its upper limit.
    package static func histogram(name: String, values: [Double], classes: Int, from low: Double, to high: Double)
        -> ChartSeries
    {
        precondition(classes > 0 && high > low, "a histogram has classes with an extent")
        let width = (high - low) / Double(classes)
        var counts = [Double](repeating: 0, count: classes)
        for value in values where value >= low && value <= high {
            counts[min(classes - 1, Int((value - low) / width))] += 1
        }
        let middles = (0..<classes).map { low + (Double($0) + 0.5) * width }
        return ChartSeries(name: name, mark: .bars(width: width), x: middles, y: counts)
    }
}
