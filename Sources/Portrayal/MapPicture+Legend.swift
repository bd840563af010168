import Survey

extension MapPicture {
    private static let barHeight = 190
    private static let noteStep = 17

    private var wrappedNotes: [String] {
        notes.flatMap {
            StrokeFont.wrap($0, height: Canvas.Lettering.small.height, width: Double(MapSheet.legendWidth))
        }
    }

    private var footHeight: Int { 100 + MapPicture.noteStep * wrappedNotes.count }

    /// Pixels that the legend needs.
    var legendHeight: Int { 42 + MapPicture.barHeight + 4 * 28 + footHeight }

    func drawLegend(on canvas: inout Canvas, _ sheet: MapSheet) {
        let column = sheet.legend
        let left = Double(column.x.lowerBound)
        let name = StrokeFont.clip(scoreName, height: Canvas.Lettering.heading.height, width: Double(column.width))
        canvas.write(name, .heading, x: left, baseline: column.y.lowerBound + 11)
        let top = column.y.lowerBound + 34
        drawColourBar(
            on: &canvas,
            PixelBox(
                x: column.x.lowerBound..<(column.x.lowerBound + 24), y: top..<(top + MapPicture.barHeight)))
        drawSymbols(on: &canvas, column, from: top + MapPicture.barHeight + 26)
        drawFoot(on: &canvas, sheet)
    }

    private func drawColourBar(on canvas: inout Canvas, _ bar: PixelBox) {
        for y in bar.y {
            let share = (Double(bar.y.upperBound - y) - 0.5) / Double(bar.height)
            canvas.fill(PixelBox(x: bar.x, y: y..<(y + 1)), scale.ramp.colour(at: scale.high > scale.low ? share : 0.5))
        }
        canvas.frame(bar.inset(by: -1), width: 1, .ink)
        if scale.isOpenAbove {
            let (left, right) = (Double(bar.x.lowerBound) - 1, Double(bar.x.upperBound) + 1)
            let base = Double(bar.y.lowerBound) - 1
            canvas.fillConvex(
                [PixelPoint(left, base), PixelPoint((left + right) / 2, base - 12), PixelPoint(right, base)], .ink)
            canvas.fillConvex(
                [PixelPoint(left + 2, base), PixelPoint((left + right) / 2, base - 10.4), PixelPoint(right - 2, base)],
                scale.ramp.colour(at: 1))
        }
        for label in scaleLabels {
            let y = bar.y.upperBound - 1 - Int((label.share * Double(bar.height - 1)).rounded())
            canvas.fill(PixelBox(x: (bar.x.upperBound + 1)..<(bar.x.upperBound + 7), y: y..<(y + 1)), .ink)
            canvas.write(label.text, .plain, x: Double(bar.x.upperBound + 13), baseline: y + 6)
        }
    }

    /// Round values on an even scale; on one by rank, values with the share of the cells that lies above them.
    private var scaleLabels: [(share: Double, text: String)] {
        guard scale.knots.isEmpty else {
            return [0, 0.5, 0.684, 0.9, 1].map { share in
                let above = (1 - share) * (1 - share) * 100
                let place = share == 0 ? "lowest" : share == 1 ? "highest" : FigureText.fixed(above) + "% above"
                return (share, short(scale.value(at: share)) + "  " + place)
            }
        }
        let ticks = Ticks(from: scale.low, to: scale.high, about: 5)
        guard !ticks.values.isEmpty else { return [(0.5, FigureText.significant(scale.low))] }
        return ticks.values.map { value in
            let decimals = value == 0 ? 0 : min(15, ticks.decimals)
            return (scale.share(of: value), FigureText.fixed(value, decimals: decimals))
        }
    }

    /// Two digits; what is too small beside the highest value to have room is said to be below a ten-thousandth of it.
    private func short(_ value: Double) -> String {
        let least = scale.high / 10_000
        guard value > 0 && value < least else { return FigureText.significant(value, digits: 2) }
        return "< " + FigureText.significant(least, digits: 1)
    }

    private func drawSymbols(on canvas: inout Canvas, _ column: PixelBox, from top: Int) {
        let left = column.x.lowerBound
        let textLeft = Double(left + 37)
        var y = top
        func next(_ text: String) {
            canvas.write(text, .plain, x: textLeft, baseline: y + 13)
            y += 28
        }
        let swatch = PixelBox(x: left..<(left + 24), y: y..<(y + 16))
        for row in swatch.y { for x in swatch.x { canvas.hatch(x, row) } }
        canvas.frame(swatch.inset(by: -1), width: 1, .ink)
        next("No data")
        if !targets.isEmpty {
            let (x0, x1, y0, y1) = (Double(left), Double(left + 24), Double(y), Double(y + 16))
            let outline = [
                PixelPoint(x0 + 1, y0 + 10), PixelPoint(x0 + 7, y0 + 1), PixelPoint(x1 - 3, y0 + 2),
                PixelPoint(x1 - 1, y0 + 9), PixelPoint(x1 - 8, y1), PixelPoint(x0 + 6, y1 - 1),
                PixelPoint(x0 + 1, y0 + 10),
            ]
            canvas.stroke([outline], width: 1.6, .ink)
            next("Target, with its rank")
        }
        if !occurrences.isEmpty {
            MapPicture.markOccurrence(at: PixelPoint(Double(left) + 12, Double(y) + 8), on: &canvas, within: column)
            next("Known occurrence")
        }
    }

    private func drawFoot(on canvas: inout Canvas, _ sheet: MapSheet) {
        let column = sheet.legend
        let top = column.y.upperBound - footHeight
        drawNorthArrow(on: &canvas, middle: Double(column.x.upperBound) - 14, top: top - 4)
        drawScaleBar(on: &canvas, left: column.x.lowerBound, top: top + 44, metresPerPixel: sheet.metresPerPixel)
        for (index, line) in wrappedNotes.enumerated() {
            let baseline = top + 100 + MapPicture.noteStep * index + 9
            canvas.write(line, .small, x: Double(column.x.lowerBound), baseline: baseline)
        }
    }

    /// Grid north, which is up.
    private func drawNorthArrow(on canvas: inout Canvas, middle: Double, top: Int) {
        let tip = PixelPoint(middle, Double(top) + 18)
        let notch = PixelPoint(middle, Double(top) + 50)
        let (west, east) = (PixelPoint(middle - 9, Double(top) + 58), PixelPoint(middle + 9, Double(top) + 58))
        canvas.fillConvex([tip, notch, west], .ink)
        canvas.stroke([[tip, east, notch, west, tip]], width: 1.3, .ink)
        canvas.write("N", .heading, x: middle, baseline: top + 10, anchor: .middle)
    }

    /// Four equal parts of a round length in kilometres, or in metres where the map is small.
    private func drawScaleBar(on canvas: inout Canvas, left: Int, top: Int, metresPerPixel: Double) {
        guard metresPerPixel.isFinite, metresPerPixel > 0 else { return }
        let longest = 168 * metresPerPixel
        let (factor, name) = longest >= 1000 ? (1000.0, "km") : (1.0, "m")
        guard let length = Ticks.round(below: longest / factor) else { return }
        let pixels = Int((length * factor / metresPerPixel).rounded())
        for part in 0..<4 {
            let box = PixelBox(x: (left + pixels * part / 4)..<(left + pixels * (part + 1) / 4), y: top..<(top + 6))
            canvas.fill(box, part % 2 == 0 ? .ink : .paper)
        }
        canvas.frame(PixelBox(x: left..<(left + pixels), y: top..<(top + 6)), width: 1, .ink)
        let baseline = top + 22
        canvas.write("0", .small, x: Double(left), baseline: baseline)
        canvas.write(
            FigureText.significant(length / 2, digits: 2), .small, x: Double(left) + Double(pixels) / 2,
            baseline: baseline, anchor: .middle)
        canvas.write(
            FigureText.significant(length, digits: 2) + " " + name, .small, x: Double(left + pixels) - 4,
            baseline: baseline)
    }
}
