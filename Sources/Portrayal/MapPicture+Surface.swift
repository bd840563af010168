import KernelTypes
import Survey

extension MapPicture {
    /// The score's colours over the relief, no data hatched.
    func drawSurface(on canvas: inout Canvas, _ sheet: MapSheet) {
        let frame = sheet.frame
        let scores = FrameRaster(averaging: score, width: frame.width, height: frame.height)
        let relief = elevation.map { ShadedRelief(of: $0, width: frame.width, height: frame.height) }
        for y in 0..<frame.height {
            for x in 0..<frame.width {
                let (pixelX, pixelY) = (frame.x.lowerBound + x, frame.y.lowerBound + y)
                let value = scores[x, y]
                if value.isNaN {
                    canvas.hatch(pixelX, pixelY)
                } else {
                    let colour = scale.colour(of: value)
                    canvas.set(pixelX, pixelY, relief.map { colour.lit(by: $0[x, y]) } ?? colour)
                }
            }
        }
    }

    /// Crosses at round coordinates, with ticks and their numbers at the western and southern edge.
    func drawGraticule(on canvas: inout Canvas, _ sheet: MapSheet) {
        let frame = sheet.frame
        let eastings = Ticks(from: grid.west, to: grid.east, about: max(1, frame.width / 110))
        let northings = Ticks(from: grid.south, to: grid.north, about: max(1, frame.height / 110))
        for x in eastings.values {
            for y in northings.values {
                let place = sheet.place(Point(x: x, y: y))
                let cross = [
                    [PixelPoint(place.x - 5, place.y), PixelPoint(place.x + 5, place.y)],
                    [PixelPoint(place.x, place.y - 5), PixelPoint(place.x, place.y + 5)],
                ]
                canvas.stroke(cross, width: 2.4, .paper, opacity: 0.35, within: frame)
                canvas.stroke(cross, width: 1, .ink, opacity: 0.7, within: frame)
            }
        }
        let small = Canvas.Lettering.small
        for x in eastings.values {
            let at = MapPicture.pixel(sheet.place(Point(x: x, y: grid.south)).x, in: frame.x)
            let text = coordinate(x, eastings.decimals, "E", "W")
            canvas.fill(PixelBox(x: at..<(at + 1), y: frame.y.upperBound..<(frame.y.upperBound + 8)), .ink)
            canvas.write(
                text, small, x: MapPicture.middle(at, of: small.width(of: text), in: frame.x),
                baseline: frame.y.upperBound + 22, anchor: .middle)
        }
        for y in northings.values {
            let at = MapPicture.pixel(sheet.place(Point(x: grid.west, y: y)).y, in: frame.y)
            let text = coordinate(y, northings.decimals, "N", "S")
            canvas.fill(PixelBox(x: (frame.x.lowerBound - 8)..<frame.x.lowerBound, y: at..<(at + 1)), .ink)
            canvas.writeUpwards(
                text, small, baseline: frame.x.lowerBound - 12,
                y: MapPicture.middle(at, of: small.width(of: text), in: frame.y), anchor: .middle)
        }
    }

    private static func pixel(_ position: Double, in side: Range<Int>) -> Int {
        min(side.upperBound - 1, max(side.lowerBound, Int(position.rounded(.down))))
    }

    /// The middle of a label at a tick, moved so that the label does not reach over the frame's corner.
    private static func middle(_ tick: Int, of length: Double, in side: Range<Int>) -> Double {
        let reach = min(length, Double(side.count)) / 2
        return min(Double(side.upperBound) - reach, max(Double(side.lowerBound) + reach, Double(tick) + 0.5))
    }

    /// `650 000 E` on a projected grid, `62.5°W` on a geographic one.
    private func coordinate(_ value: Double, _ decimals: Int, _ positive: String, _ negative: String) -> String {
        switch unit {
        case .length: FigureText.fixed(value, decimals: decimals, grouped: true) + " " + positive
        case .degrees: FigureText.fixed(value.magnitude, decimals: decimals) + "°" + (value < 0 ? negative : positive)
        }
    }

    func drawOccurrences(on canvas: inout Canvas, _ sheet: MapSheet) {
        for occurrence in occurrences where grid.bounds.contains(occurrence.location) {
            MapPicture.markOccurrence(at: sheet.place(occurrence.location), on: &canvas, within: sheet.frame)
        }
    }

    static func markOccurrence(at place: PixelPoint, on canvas: inout Canvas, within clip: PixelBox) {
        canvas.disc(place, radius: 4.2, .ink, within: clip)
        canvas.disc(place, radius: 2.9, .paper, within: clip)
        canvas.disc(place, radius: 1.1, .ink, within: clip)
    }
}
