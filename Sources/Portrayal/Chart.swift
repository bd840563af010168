/// A plot of figures with two axes, drawn as SVG text that needs no script and no font of its own.
package struct Chart: Hashable, Sendable {
    package var title: String
    package var xTitle: String
    package var yTitle: String
    package var series: [ChartSeries]
    /// Limits of the axes; from the series where nothing is said.
    package var xRange: ClosedRange<Double>?
    package var yRange: ClosedRange<Double>?
    /// Width and height in user units of the drawing.
    package var width = 480.0
    package var height = 320.0

    package init(
        title: String, xTitle: String, yTitle: String, series: [ChartSeries], xRange: ClosedRange<Double>? = nil,
        yRange: ClosedRange<Double>? = nil
    ) {
        self.title = title
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.series = series
        self.xRange = xRange
        self.yRange = yRange
    }

    /// Okabe and Ito (2008): told apart by all kinds of colour vision.
    static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]

    /// The limits of x, never empty.
    var xLimits: ClosedRange<Double> {
        let reach = series.flatMap { series -> [Double] in
            guard case .bars(let width) = series.mark else { return series.x }
            return series.x.flatMap { [$0 - width / 2, $0 + width / 2] }
        }
        return Self.limits(xRange, reach)
    }

    /// The limits of y, never empty; bars stand on 0.
    var yLimits: ClosedRange<Double> {
        var reach = series.flatMap(\.y)
        for series in series {
            if case .band(let upper) = series.mark { reach += upper }
            if case .bars = series.mark { reach.append(0) }
        }
        return Self.limits(yRange, reach)
    }

    private static func limits(_ given: ClosedRange<Double>?, _ values: [Double]) -> ClosedRange<Double> {
        let known = values.filter(\.isFinite)
        let low = given?.lowerBound ?? known.min() ?? 0
        let high = given?.upperBound ?? known.max() ?? 1
        return high > low ? low...high : (low - 0.5)...(low + 0.5)
    }
}
