/// A place on a picture in pixels, right and down from its top left corner; pixel (0, 0) has its centre at (0.5, 0.5).
struct PixelPoint: Hashable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    /// Distance to the nearest place of a straight line between two ends.
    func distance(toLineFrom start: PixelPoint, to end: PixelPoint) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let square = dx * dx + dy * dy
        let along = square > 0 ? min(1, max(0, ((x - start.x) * dx + (y - start.y) * dy) / square)) : 0
        let (ex, ey) = (x - start.x - along * dx, y - start.y - along * dy)
        return (ex * ex + ey * ey).squareRoot()
    }
}
