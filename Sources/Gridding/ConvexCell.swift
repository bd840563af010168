import Survey

/// A convex polygon that half-planes are cut from; its corners run one after the other, around the origin.
struct ConvexCell {
    private(set) var corners: [Point]
    private var next: [Point] = []

    /// The square of this half-width around the origin.
    init(halfWidth: Double) {
        corners = [
            Point(x: -halfWidth, y: -halfWidth), Point(x: halfWidth, y: -halfWidth),
            Point(x: halfWidth, y: halfWidth), Point(x: -halfWidth, y: halfWidth),
        ]
    }

    mutating func reset(halfWidth: Double) {
        corners.removeAll(keepingCapacity: true)
        corners.append(Point(x: -halfWidth, y: -halfWidth))
        corners.append(Point(x: halfWidth, y: -halfWidth))
        corners.append(Point(x: halfWidth, y: halfWidth))
        corners.append(Point(x: -halfWidth, y: halfWidth))
    }

    mutating func set(to other: ConvexCell) {
        corners.removeAll(keepingCapacity: true)
        for corner in other.corners { corners.append(corner) }
    }

    /// Keeps what is nearer to `a` than to `b`; whether anything was cut off.
    @discardableResult
    mutating func keepNearer(to a: Point, than b: Point) -> Bool {
        let x = b.x - a.x
        let y = b.y - a.y
        // Twice the product of a corner with the direction is below this on the near side.
        let middle = 0.5 * (b.x * b.x - a.x * a.x + b.y * b.y - a.y * a.y)
        func excess(_ corner: Point) -> Double { corner.x * x + corner.y * y - middle }
        guard let last = corners.last, corners.contains(where: { excess($0) > 0 }) else { return false }
        next.removeAll(keepingCapacity: true)
        var before = last
        var excessBefore = excess(last)
        for corner in corners {
            let excessHere = excess(corner)
            if (excessHere > 0) != (excessBefore > 0) {
                let part = excessBefore / (excessBefore - excessHere)
                next.append(
                    Point(x: before.x + part * (corner.x - before.x), y: before.y + part * (corner.y - before.y)))
            }
            if excessHere <= 0 { next.append(corner) }
            before = corner
            excessBefore = excessHere
        }
        swap(&corners, &next)
        return true
    }

    /// By the shoelace formula.
    var area: Double {
        guard corners.count > 2 else { return 0 }
        var twice = 0.0
        for index in 1..<(corners.count - 1) {
            let a = Point(x: corners[index].x - corners[0].x, y: corners[index].y - corners[0].y)
            let b = Point(x: corners[index + 1].x - corners[0].x, y: corners[index + 1].y - corners[0].y)
            twice += a.x * b.y - a.y * b.x
        }
        return max(0, 0.5 * twice)
    }

    /// Squared distance of the farthest corner from the origin.
    var squaredReach: Double {
        var reach = 0.0
        for corner in corners { reach = max(reach, corner.x * corner.x + corner.y * corner.y) }
        return reach
    }

    /// Whether a corner lies on the square of this half-width.
    func touchesSquare(halfWidth: Double) -> Bool {
        corners.contains { max(abs($0.x), abs($0.y)) >= halfWidth * (1 - 1e-9) }
    }
}
