import Survey

/// The distribution of a target's worth as a small drawing: a band from what 90 % to what 10 % of the draws reach.
struct ValueChart {
    let value: TargetAssessment.Value

    private static let width = 320.0

    /// SVG markup; empty where the worth is not positive.
    var svg: String {
        let points = value.curve.filter { $0 > 0 }
        guard let low = points.dropFirst().first, let high = points.dropLast().last, high > low, value.dollars.p90 > 0
        else { return "" }
        let (first, last) = (Self.decade(below: low), Self.decade(above: high))
        func x(_ dollars: Double) -> Double {
            let share = Self.position(dollars, from: first, to: last)
            return 24 + min(1, max(0, share)) * (Self.width - 40)
        }
        func text(_ number: Double) -> String { FigureText.fixed(number, decimals: 1) }
        var marks: [String] = []
        var decade = first
        while decade <= last * 1.01 {
            let at = text(x(decade))
            marks.append("<path d=\"M\(at) 34v5\" stroke=\"#8a8f96\"/>")
            let unit = decade == first ? "USD " : ""
            marks.append("<text x=\"\(at)\" y=\"50\" class=\"tick\">\(unit)\(Self.label(decade))</text>")
            decade *= 10
        }
        let (left, middle, right) = (x(value.dollars.p90), x(value.dollars.p50), x(value.dollars.p10))
        return """
            <svg class="value" viewBox="0 0 \(text(Self.width)) 54" role="img" aria-label="distribution of worth">\
            <path d="M8 34H\(text(Self.width - 8))" stroke="#8a8f96"/>\(marks.joined())\
            <rect x="\(text(left))" y="16" width="\(text(right - left))" height="14" rx="2" fill="#9cc3cf"/>\
            <path d="M\(text(middle)) 12v22" stroke="#0f4c5c" stroke-width="3"/>\
            <text x="\(text(left))" y="10" class="tick">P90</text><text x="\(text(middle))" y="10" class="tick">P50</text>\
            <text x="\(text(right))" y="10" class="tick">P10</text></svg>
            """
    }

    private static func decade(below value: Double) -> Double {
        var decade = 1.0
        while decade * 10 <= value { decade *= 10 }
        return decade
    }

    private static func decade(above value: Double) -> Double {
        var decade = 1.0
        while decade < value { decade *= 10 }
        return decade
    }

    /// Along a logarithmic axis: decades by division, and what is left by a quotient that is close enough for a drawing.
    private static func position(_ value: Double, from low: Double, to high: Double) -> Double {
        var decades = 0.0
        var whole = 0.0
        var rest = max(value, low) / low
        var span = high / low
        while span > 1.5 {
            span /= 10
            whole += 1
        }
        while rest >= 10 {
            rest /= 10
            decades += 1
        }
        return whole > 0 ? (decades + logarithm(rest)) / whole : 0.5
    }

    /// log10 of 1...10, by log x = 2 atanh((x - 1) / (x + 1)) about √10.
    private static func logarithm(_ value: Double) -> Double {
        let root = 10.0.squareRoot()
        let t = (value / root - 1) / (value / root + 1)
        let series = t + t * t * t / 3 + t * t * t * t * t / 5 + t * t * t * t * t * t * t / 7
        return 0.5 + 2 * series / 2.302_585_092_994_046
    }

    private static func label(_ dollars: Double) -> String {
        let units = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")]
        let unit = units.first { dollars >= $0.0 * 0.999 }
        return FigureText.fixed(dollars / (unit?.0 ?? 1)) + " " + (unit?.1 ?? "")
    }
}
