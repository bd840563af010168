extension Chart {
    /// The drawing; titles and names are text whatever they hold.
    package var svg: String {
        let frame = ChartFrame(self)
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(width)) \(Self.number(height))" \
            role="img" font-family="sans-serif" font-size="11">
            """,
            "<title>\(MarkupText.escape(title))</title>",
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
            Self.text(title, x: frame.left, y: 18, extra: " font-size=\"13\" font-weight=\"bold\""),
        ]
        parts += axes(frame)
        let clip =
            "<svg x=\"\(Self.number(frame.left))\" y=\"\(Self.number(frame.top))\" width=\""
            + "\(Self.number(frame.right - frame.left))\" height=\"\(Self.number(frame.bottom - frame.top))\" viewBox=\""
            + "\(Self.number(frame.left)) \(Self.number(frame.top)) \(Self.number(frame.right - frame.left)) "
            + "\(Self.number(frame.bottom - frame.top))\">"
        // What lies beyond the axes is cut off by an inner drawing, which needs no name that could clash on a page.
        parts.append(clip)
        var colour = 0
        for series in series {
            parts.append(draw(series, frame, Self.colours[colour % Self.colours.count]))
            if takesColour(series) { colour += 1 }
        }
        parts.append("</svg>")
        parts += legend(frame)
        parts.append("</svg>")
        return parts.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }

    /// A band shares the colour of what follows it.
    private func takesColour(_ series: ChartSeries) -> Bool {
        if case .band = series.mark { return false }
        return !series.isReference
    }

    private func axes(_ frame: ChartFrame) -> [String] {
        var parts: [String] = []
        let across = Ticks(from: frame.x.lowerBound, to: frame.x.upperBound, about: 6)
        for tick in across.values {
            let x = Self.number(frame.across(tick))
            parts.append(
                "<path d=\"M\(x) \(Self.number(frame.top))V\(Self.number(frame.bottom))\" stroke=\"#e2e5e9\"/>")
            parts.append(
                Self.text(
                    Self.label(tick, across.decimals), x: frame.across(tick), y: frame.bottom + 15,
                    extra: " text-anchor=\"middle\""))
        }
        let down = Ticks(from: frame.y.lowerBound, to: frame.y.upperBound, about: 6)
        for tick in down.values {
            let y = Self.number(frame.down(tick))
            parts.append(
                "<path d=\"M\(Self.number(frame.left)) \(y)H\(Self.number(frame.right))\" stroke=\"#e2e5e9\"/>")
            parts.append(
                Self.text(
                    Self.label(tick, down.decimals), x: frame.left - 6, y: frame.down(tick) + 4,
                    extra: " text-anchor=\"end\""))
        }
        parts.append(
            "<path d=\"M\(Self.number(frame.left)) \(Self.number(frame.top))V\(Self.number(frame.bottom))"
                + "H\(Self.number(frame.right))\" fill=\"none\" stroke=\"#444b54\"/>")
        let middle = (frame.left + frame.right) / 2
        parts.append(Self.text(xTitle, x: middle, y: height - 12, extra: " text-anchor=\"middle\""))
        let centre = Self.number((frame.top + frame.bottom) / 2)
        parts.append(
            "<text transform=\"translate(14 \(centre)) rotate(-90)\" text-anchor=\"middle\" fill=\"#222a33\">"
                + "\(MarkupText.escape(yTitle))</text>")
        return parts
    }

    private func draw(_ series: ChartSeries, _ frame: ChartFrame, _ colour: String) -> String {
        let colour = series.isReference ? "#7a828c" : colour
        let dashes = series.isReference ? " stroke-dasharray=\"5 4\"" : ""
        switch series.mark {
        case .line:
            let path = Self.path(series.x, series.y, frame, isStep: false)
            return "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.8\"\(dashes)/>"
        case .step:
            let path = Self.path(series.x, series.y, frame, isStep: true)
            return "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.8\"\(dashes)/>"
        case .scatter:
            return zip(series.x, series.y).filter(ChartFrame.isPlace).map { x, y in
                "<circle cx=\"\(Self.number(frame.across(x)))\" cy=\"\(Self.number(frame.down(y)))\" r=\"2.6\" "
                    + "fill=\"\(colour)\" fill-opacity=\"0.75\"/>"
            }.joined(separator: "\n")
        case .bars(let width):
            return bars(series, frame, width, colour)
        case .band(let upper):
            return band(series, upper, frame, colour)
        }
    }

    private func bars(_ series: ChartSeries, _ frame: ChartFrame, _ width: Double, _ colour: String) -> String {
        let zero = frame.down(Swift.min(Swift.max(0, frame.y.lowerBound), frame.y.upperBound))
        return zip(series.x, series.y).filter(ChartFrame.isPlace).map { x, y in
            let (left, right) = (frame.across(x - width / 2), frame.across(x + width / 2))
            let (low, high) = (Swift.max(zero, frame.down(y)), Swift.min(zero, frame.down(y)))
            return "<rect x=\"\(Self.number(left))\" y=\"\(Self.number(high))\" width=\"\(Self.number(right - left))\" "
                + "height=\"\(Self.number(low - high))\" fill=\"\(colour)\" stroke=\"#ffffff\" stroke-width=\"0.6\"/>"
        }.joined(separator: "\n")
    }

    private func band(_ series: ChartSeries, _ upper: [Double], _ frame: ChartFrame, _ colour: String) -> String {
        let used = series.x.indices.filter {
            ChartFrame.isPlace(series.x[$0], series.y[$0]) && upper[$0].isFinite
        }
        guard used.count > 1 else { return "" }
        let there = used.map { (series.x[$0], series.y[$0]) }
        let back = used.reversed().map { (series.x[$0], upper[$0]) }
        let points = (there + back).map { "\(Self.number(frame.across($0.0))) \(Self.number(frame.down($0.1)))" }
        return "<path d=\"M\(points.joined(separator: "L"))Z\" fill=\"\(colour)\" fill-opacity=\"0.18\"/>"
    }

    private static func path(_ x: [Double], _ y: [Double], _ frame: ChartFrame, isStep: Bool) -> String {
        var path = ""
        var isDown = false
        for (x, y) in zip(x, y) {
            guard ChartFrame.isPlace(x, y) else {
                isDown = false
                continue
            }
            let (across, down) = (number(frame.across(x)), number(frame.down(y)))
            if !isDown {
                path += "M\(across) \(down)"
            } else {
                path += isStep ? "H\(across)V\(down)" : "L\(across) \(down)"
            }
            isDown = true
        }
        return path
    }

    private func legend(_ frame: ChartFrame) -> [String] {
        var parts: [String] = []
        var colour = 0
        var line = 0.0
        let named = series.filter { !$0.name.isEmpty }
        guard named.count > 1 else { return [] }
        for series in series {
            let paint = series.isReference ? "#7a828c" : Self.colours[colour % Self.colours.count]
            if takesColour(series) { colour += 1 }
            guard !series.name.isEmpty else { continue }
            let y = frame.bottom - 12 - 15 * Double(named.count - 1) + 15 * line
            let x = frame.right - 150
            parts.append(
                "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y - 8))\" width=\"12\" height=\"8\" fill=\"\(paint)\"/>"
            )
            parts.append(Self.text(series.name, x: x + 17, y: y, extra: ""))
            line += 1
        }
        return parts
    }

    private static func text(_ text: String, x: Double, y: Double, extra: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" fill=\"#222a33\"\(extra)>\(MarkupText.escape(text))</text>"
    }

    private static func number(_ value: Double) -> String { FigureText.fixed(value, decimals: 1) }

    private static func label(_ value: Double, _ decimals: Int) -> String {
        decimals > 6 ? FigureText.significant(value, digits: 3) : FigureText.fixed(value, decimals: decimals)
    }
}
