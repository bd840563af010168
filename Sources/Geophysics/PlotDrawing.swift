/// A plot of a quality record as an inline SVG, 640 by 240 units.
struct PlotDrawing {
    private let plot: QualityRecord.Plot
    private let left = 64.0
    private let right = 628.0
    private let top = 12.0
    private let bottom = 200.0
    private let xRange: ClosedRange<Double>
    private let yRange: ClosedRange<Double>

    /// Told apart without colour too, by their dashes.
    private static let colours = ["#1b6ca8", "#c0392b", "#2e7d32", "#8e5ea2"]
    private static let dashes = ["", "6 3", "2 3", "8 3 2 3"]

    init(_ plot: QualityRecord.Plot) {
        self.plot = plot
        let x = plot.curves.flatMap(\.x).filter(\.isFinite)
        let y = plot.curves.flatMap(\.y).filter(\.isFinite)
        let span = Self.range(x, startsAtZero: false)
        // The first and the last bar stand on their middles.
        let bars = Double(plot.curves.first?.x.count ?? 0)
        let margin = plot.kind == .histogram && bars > 1 ? (span.upperBound - span.lowerBound) / (bars - 1) / 2 : 0
        xRange = (span.lowerBound - margin)...(span.upperBound + margin)
        yRange = Self.range(y, startsAtZero: plot.kind == .histogram)
    }

    var svg: String {
        var svg = """
            <svg viewBox="0 0 640 240" role="img" aria-label="\(MarkupText.escaped(plot.title))">
            <title>\(MarkupText.escaped(plot.title))</title>
            """
        svg += axes()
        for (index, curve) in plot.curves.enumerated() {
            let colour = Self.colours[index % Self.colours.count]
            switch plot.kind {
            case .profile: svg += line(curve, colour, Self.dashes[index % Self.dashes.count])
            case .scatter: svg += dots(curve, colour)
            case .histogram: svg += bars(curve, colour, index)
            }
        }
        return svg + legend() + "</svg>"
    }

    private static func range(_ values: [Double], startsAtZero: Bool) -> ClosedRange<Double> {
        guard var low = values.min(), var high = values.max() else { return 0...1 }
        if startsAtZero { low = min(low, 0) }
        if high - low < max(low.magnitude, high.magnitude) * 1e-12 || high == low {
            low -= 0.5
            high += 0.5
        }
        return low...high
    }

    private func x(_ value: Double) -> String {
        FigureText.fixed(
            left + (value - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound) * (right - left), 1)
    }

    private func y(_ value: Double) -> String {
        FigureText.fixed(
            bottom - (value - yRange.lowerBound) / (yRange.upperBound - yRange.lowerBound) * (bottom - top), 1)
    }

    private func axes() -> String {
        var text = "<path class=\"axis\" d=\"M64 12V200H628\"/>"
        for value in Self.ticks(xRange) {
            text += "<path class=\"tick\" d=\"M\(x(value)) 200v4\"/>"
            text += "<text x=\"\(x(value))\" y=\"216\" text-anchor=\"middle\">\(FigureText.short(value))</text>"
        }
        for value in Self.ticks(yRange) {
            text += "<path class=\"grid\" d=\"M64 \(y(value))H628\"/>"
            text += "<text x=\"60\" y=\"\(y(value))\" dy=\"4\" text-anchor=\"end\">\(FigureText.short(value))</text>"
        }
        text += "<text x=\"346\" y=\"234\" text-anchor=\"middle\">\(MarkupText.escaped(plot.xTitle))</text>"
        text +=
            """
            <text x=\"12\" y=\"106\" text-anchor=\"middle\" transform=\"rotate(-90 12 \
            106)\">\(MarkupText.escaped(plot.yTitle))</text>
            """
        return text
    }

    /// Round numbers within a range, about five.
    private static func ticks(_ range: ClosedRange<Double>) -> [Double] {
        let rough = (range.upperBound - range.lowerBound) / 5
        var unit = 1.0
        while unit * 10 <= rough { unit *= 10 }
        while unit > rough { unit /= 10 }
        let step = [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= rough } ?? unit
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard last >= first, last - first < 20 else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    private func line(_ curve: QualityRecord.Curve, _ colour: String, _ dash: String) -> String {
        let points = zip(curve.x, curve.y).map { "\(x($0)),\(y($1))" }.joined(separator: " ")
        return "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-dasharray=\"\(dash)\" points=\"\(points)\"/>"
    }

    private func dots(_ curve: QualityRecord.Curve, _ colour: String) -> String {
        let dots = zip(curve.x, curve.y).map { "M\(x($0)) \(y($1))h0" }.joined()
        return "<path stroke=\"\(colour)\" stroke-width=\"4\" stroke-linecap=\"round\" d=\"\(dots)\"/>"
    }

    private func bars(_ curve: QualityRecord.Curve, _ colour: String, _ index: Int) -> String {
        let count = Double(max(1, curve.x.count))
        let width = (right - left) / count / Double(plot.curves.count) * 0.9
        return zip(curve.x, curve.y).filter { $1 > 0 }.map { middle, height in
            let start = left + (middle - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound) * (right - left)
            let shift = (Double(index) - Double(plot.curves.count) / 2) * width
            let place = FigureText.fixed(start + shift, 1)
            let size = FigureText.fixed(width, 1)
            return "<path fill=\"\(colour)\" d=\"M\(place) 200V\(y(height))h\(size)V200z\"/>"
        }.joined()
    }

    private func legend() -> String {
        plot.curves.enumerated().map { index, curve in
            let colour = Self.colours[index % Self.colours.count]
            let place = 20 + 15 * index
            return """
                <path stroke="\(colour)" stroke-width="3" d="M520 \(place)h16"/>\
                <text x="540" y="\(place + 4)">\(MarkupText.escaped(curve.name))</text>
                """
        }.joined()
    }
}
