/// Opaque pixels to draw on, with smooth edges by the share of a pixel that a shape covers.
struct Canvas {
    let bounds: PixelBox
    private var pixels: [UInt8]

    init(width: Int, height: Int, paper: Colour = .paper) {
        precondition(width > 0 && height > 0, "a canvas has pixels")
        self.bounds = PixelBox(x: 0..<width, y: 0..<height)
        self.pixels = Array(repeating: 255, count: 4 * width * height)
        fill(bounds, paper)
    }

    var image: PixelImage { PixelImage(width: bounds.width, height: bounds.height, rgba: pixels) }

    mutating func set(_ x: Int, _ y: Int, _ colour: Colour) {
        precondition(bounds.x.contains(x) && bounds.y.contains(y), "a pixel lies on its canvas")
        let start = 4 * (y * bounds.width + x)
        pixels[start] = colour.red
        pixels[start + 1] = colour.green
        pixels[start + 2] = colour.blue
    }

    /// Lays a colour over a pixel with an opacity of 0...255.
    mutating func blend(_ x: Int, _ y: Int, _ colour: Colour, opacity: UInt8) {
        precondition(bounds.x.contains(x) && bounds.y.contains(y), "a pixel lies on its canvas")
        let start = 4 * (y * bounds.width + x)
        let cover = Int(opacity)
        for (offset, channel) in [colour.red, colour.green, colour.blue].enumerated() {
            let mixed = Int(channel) * cover + Int(pixels[start + offset]) * (255 - cover)
            pixels[start + offset] = UInt8((mixed + 127) / 255)
        }
    }

    mutating func fill(_ box: PixelBox, _ colour: Colour) {
        let box = box.clamped(to: bounds)
        for y in box.y { for x in box.x { set(x, y, colour) } }
    }

    /// The border of a box, drawn inwards.
    mutating func frame(_ box: PixelBox, width: Int, _ colour: Colour) {
        let inner = box.inset(by: width)
        fill(PixelBox(x: box.x, y: box.y.lowerBound..<inner.y.lowerBound), colour)
        fill(PixelBox(x: box.x, y: inner.y.upperBound..<box.y.upperBound), colour)
        fill(PixelBox(x: box.x.lowerBound..<inner.x.lowerBound, y: box.y), colour)
        fill(PixelBox(x: inner.x.upperBound..<box.x.upperBound, y: box.y), colour)
    }

    /// Slanting lines over "no data": by the pixel's place alone, so that neighbouring areas run on.
    mutating func hatch(_ x: Int, _ y: Int) {
        set(x, y, (x + y) % 8 == 0 ? .missingHatch : .missing)
    }

    /// Lines with round ends and joints; where lines meet, nothing is laid on twice.
    mutating func stroke(
        _ lines: [[PixelPoint]], width: Double, _ colour: Colour, opacity: Double = 1, within clip: PixelBox? = nil
    ) {
        let reach = width / 2 + 1
        guard let area = Canvas.box(around: lines, margin: reach)?.clamped(to: clip ?? bounds).clamped(to: bounds),
            area.width > 0, area.height > 0
        else { return }
        var mask = [UInt8](repeating: 0, count: area.width * area.height)
        for line in lines {
            let ends = line.count == 1 ? [line[0], line[0]] : line
            for (start, end) in zip(ends, ends.dropFirst()) {
                guard let near = Canvas.box(around: [[start, end]], margin: reach)?.clamped(to: area) else { continue }
                for y in near.y {
                    for x in near.x {
                        let distance = PixelPoint(Double(x) + 0.5, Double(y) + 0.5).distance(toLineFrom: start, to: end)
                        let cover = UInt8((255 * min(1, max(0, width / 2 + 0.5 - distance))).rounded())
                        let place = (y - area.y.lowerBound) * area.width + x - area.x.lowerBound
                        mask[place] = max(mask[place], cover)
                    }
                }
            }
        }
        lay(mask, over: area, colour, opacity: opacity)
    }

    mutating func disc(_ centre: PixelPoint, radius: Double, _ colour: Colour, within clip: PixelBox? = nil) {
        stroke([[centre]], width: 2 * radius, colour, within: clip)
    }

    /// A filled polygon whose corners all turn the same way.
    mutating func fillConvex(_ corners: [PixelPoint], _ colour: Colour, within clip: PixelBox? = nil) {
        guard let area = Canvas.box(around: [corners], margin: 1)?.clamped(to: clip ?? bounds).clamped(to: bounds)
        else { return }
        let edges = zip(corners, corners.dropFirst() + corners.prefix(1)).filter { $0 != $1 }
        let turn = edges.reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } < 0 ? -1.0 : 1.0
        var mask = [UInt8](repeating: 0, count: area.width * area.height)
        for y in area.y {
            for x in area.x {
                let inside = edges.map { start, end in
                    let (dx, dy) = (end.x - start.x, end.y - start.y)
                    let cross = dx * (Double(y) + 0.5 - start.y) - dy * (Double(x) + 0.5 - start.x)
                    return turn * cross / (dx * dx + dy * dy).squareRoot()
                }
                let cover = min(1, max(0, (inside.min() ?? -1) + 0.5))
                mask[(y - area.y.lowerBound) * area.width + x - area.x.lowerBound] = UInt8((255 * cover).rounded())
            }
        }
        lay(mask, over: area, colour, opacity: 1)
    }

    private mutating func lay(_ mask: [UInt8], over area: PixelBox, _ colour: Colour, opacity: Double) {
        for y in area.y {
            for x in area.x {
                let cover = mask[(y - area.y.lowerBound) * area.width + x - area.x.lowerBound]
                guard cover > 0 else { continue }
                blend(x, y, colour, opacity: UInt8((Double(cover) * opacity).rounded()))
            }
        }
    }

    /// The pixels around some lines; `nil` for none, and clipped to what a picture can have.
    private static func box(around lines: [[PixelPoint]], margin: Double) -> PixelBox? {
        let points = lines.joined()
        guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
            let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
        else { return nil }
        func pixel(_ value: Double) -> Int { Int(min(1e6, max(-1e6, value.rounded(.down)))) }
        return PixelBox(
            x: pixel(left - margin)..<(pixel(right + margin) + 1), y: pixel(top - margin)..<(pixel(bottom + margin) + 1)
        )
    }
}
