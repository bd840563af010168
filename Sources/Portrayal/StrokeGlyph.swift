/// One letter as lines: its drawing read, its curves made of short straight lines.
struct StrokeGlyph: Hashable {
    var width: Double
    var lines: [[PixelPoint]]

    /// Reads a drawing: its width, then lines of points, each two digits of base 36 for x and y.
    ///
    /// A point after `~` pulls the line without lying on it; between two of them lies their middle, as in TrueType.
    init(_ drawing: String) {
        let parts = drawing.split(separator: " ")
        self.width = parts.first.flatMap { Int($0, radix: 36) }.map(Double.init) ?? 0
        self.lines = parts.dropFirst().map { StrokeGlyph.line(Substring($0)) }
    }

    private static func line(_ text: Substring) -> [PixelPoint] {
        var rest = text
        var line: [PixelPoint] = []
        var pull: PixelPoint?
        while !rest.isEmpty {
            let isPull = rest.first == "~"
            if isPull { rest = rest.dropFirst() }
            let digits = rest.prefix(2).compactMap { $0.isASCII ? Int(String($0), radix: 36) : nil }
            precondition(digits.count == 2, "a drawing has two digits a point: \(text)")
            rest = rest.dropFirst(2)
            let point = PixelPoint(Double(digits[0]), Double(digits[1]))
            if let control = pull {
                let end = isPull ? PixelPoint((control.x + point.x) / 2, (control.y + point.y) / 2) : point
                line += curve(from: line.last ?? control, pulledBy: control, to: end)
            } else if !isPull {
                line.append(point)
            }
            pull = isPull ? point : nil
        }
        return line
    }

    /// A quadratic Bézier curve without its first point.
    private static func curve(from: PixelPoint, pulledBy: PixelPoint, to: PixelPoint) -> [PixelPoint] {
        let steps = 6
        return (1...steps).map { step in
            let t = Double(step) / Double(steps)
            let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
            return PixelPoint(a * from.x + b * pulledBy.x + c * to.x, a * from.y + b * pulledBy.y + c * to.y)
        }
    }
}
