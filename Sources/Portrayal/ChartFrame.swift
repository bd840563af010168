/// Where a chart's places lie on its drawing.
struct ChartFrame: Hashable {
    let left = 62.0
    let top = 34.0
    let right: Double
    let bottom: Double
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>

    init(_ chart: Chart) {
        right = chart.width - 16
        bottom = chart.height - 48
        x = chart.xLimits
        y = chart.yLimits
    }

    func across(_ value: Double) -> Double {
        left + (value - x.lowerBound) / (x.upperBound - x.lowerBound) * (right - left)
    }

    func down(_ value: Double) -> Double {
        bottom - (value - y.lowerBound) / (y.upperBound - y.lowerBound) * (bottom - top)
    }

    /// Whether a place has two numbers.
    static func isPlace(_ x: Double, _ y: Double) -> Bool { x.isFinite && y.isFinite }
}
