import Survey

/// A target with all places within some distance of it.
struct TargetZone {
    /// The target as rectangles of one row's height.
    private let boxes: [Bounds]
    private let bounds: Bounds
    private let metres: Double

    init(_ target: Target, metres: Double, grid: AnalysisGrid) {
        self.metres = metres
        bounds = Bounds(
            west: target.bounds.west - metres, south: target.bounds.south - metres,
            east: target.bounds.east + metres, north: target.bounds.north + metres)
        boxes = OutlineCells.spans(of: target.outline, on: grid).map { row, west, east in
            Bounds(
                west: west, south: grid.north - Double(row + 1) * grid.cellHeight, east: east,
                north: grid.north - Double(row) * grid.cellHeight)
        }
    }

    func contains(_ point: Point) -> Bool {
        spans(at: point.y).contains { $0.contains(point.x) }
    }

    /// The parts of an east-west line at this northing that lie in the zone; they may overlap.
    func spans(at y: Double) -> [ClosedRange<Double>] {
        guard y >= bounds.south && y <= bounds.north else { return [] }
        return boxes.compactMap { box in
            let away = max(0, box.south - y, y - box.north)
            guard away <= metres else { return nil }
            let reach = (metres * metres - away * away).squareRoot()
            return (box.west - reach)...(box.east + reach)
        }
    }
}
