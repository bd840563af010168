extension Canvas {
    /// How a text looks: capitals of so many pixels, and whether a rim of paper keeps it readable on the map.
    struct Lettering {
        var height: Double
        var colour = Colour.ink
        var isBold = false
        var rim = 0.0

        static let title = Lettering(height: 18, isBold: true)
        static let heading = Lettering(height: 11, isBold: true)
        static let plain = Lettering(height: 10)
        static let small = Lettering(height: 9, colour: .faintInk)
        static let onMap = Lettering(height: 10, isBold: true, rim: 2.2)

        var strokeWidth: Double { max(1.15, height * (isBold ? 0.165 : 0.115)) }

        func width(of text: String) -> Double { StrokeFont.width(of: text, height: height) }
    }

    enum Anchor { case left, middle, right }

    /// Writes a line of text; `baseline` is a row of pixels, so that level strokes stay sharp.
    mutating func write(
        _ text: String, _ lettering: Lettering, x: Double, baseline: Int, anchor: Anchor = .left,
        within clip: PixelBox? = nil
    ) {
        let left = x - Canvas.lead(anchor) * lettering.width(of: text)
        let lines = StrokeFont.lines(of: text, height: lettering.height).map { line in
            line.map { PixelPoint($0.x + left, $0.y + Double(baseline) - 0.5) }
        }
        draw(lines, lettering, within: clip)
    }

    /// Writes a line of text upwards, its baseline on the column `baseline`.
    mutating func writeUpwards(
        _ text: String, _ lettering: Lettering, baseline: Int, y: Double, anchor: Anchor = .left
    ) {
        let start = y + Canvas.lead(anchor) * lettering.width(of: text)
        let lines = StrokeFont.lines(of: text, height: lettering.height).map { line in
            line.map { PixelPoint(Double(baseline) - 0.5 + $0.y, start - $0.x) }
        }
        draw(lines, lettering, within: nil)
    }

    private mutating func draw(_ lines: [[PixelPoint]], _ lettering: Lettering, within clip: PixelBox?) {
        let width = lettering.strokeWidth
        if lettering.rim > 0 { stroke(lines, width: width + 2 * lettering.rim, .paper, opacity: 0.9, within: clip) }
        stroke(lines, width: width, lettering.colour, within: clip)
    }

    private static func lead(_ anchor: Anchor) -> Double {
        switch anchor {
        case .left: 0
        case .middle: 0.5
        case .right: 1
        }
    }
}
