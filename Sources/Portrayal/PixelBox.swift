/// A rectangle of pixels; the lower bounds are inside, the upper ones are not.
struct PixelBox: Hashable {
    var x: Range<Int>
    var y: Range<Int>

    var width: Int { x.count }
    var height: Int { y.count }

    func clamped(to other: PixelBox) -> PixelBox {
        PixelBox(x: x.clamped(to: other.x), y: y.clamped(to: other.y))
    }

    func overlaps(_ other: PixelBox) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }

    func contains(_ other: PixelBox) -> Bool {
        x.lowerBound <= other.x.lowerBound && x.upperBound >= other.x.upperBound
            && y.lowerBound <= other.y.lowerBound && y.upperBound >= other.y.upperBound
    }

    func inset(by margin: Int) -> PixelBox {
        PixelBox(
            x: (x.lowerBound + margin)..<max(x.lowerBound + margin, x.upperBound - margin),
            y: (y.lowerBound + margin)..<max(y.lowerBound + margin, y.upperBound - margin))
    }
}
