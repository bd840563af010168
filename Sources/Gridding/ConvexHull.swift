import Survey

/// The convex hull of places.
struct ConvexHull: Sendable {
    /// From the westernmost to the easternmost place, along the southern and the northern side.
    private let southern: [Point]
    private let northern: [Point]

    /// Andrew's monotone chain (1979).
    init(_ positions: [Point]) {
        let sorted = positions.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        func chain(_ turn: Double) -> [Point] {
            var chain: [Point] = []
            for point in sorted {
                while chain.count > 1 {
                    let a = chain[chain.count - 2]
                    let b = chain[chain.count - 1]
                    let cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
                    if cross * turn > 0 { break }
                    chain.removeLast()
                }
                chain.append(point)
            }
            return chain
        }
        southern = chain(1)
        northern = chain(-1)
    }

    /// Whether a point lies on or inside the hull.
    func contains(_ point: Point) -> Bool {
        guard let low = height(of: southern, at: point.x), let high = height(of: northern, at: point.x) else {
            return false
        }
        return point.y >= low && point.y <= high
    }

    private func height(of chain: [Point], at x: Double) -> Double? {
        guard let first = chain.first, let last = chain.last, x >= first.x, x <= last.x else { return nil }
        var low = 0
        var high = chain.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if chain[middle].x <= x { low = middle } else { high = middle }
        }
        let width = chain[high].x - chain[low].x
        guard width > 0 else { return chain[low].y }
        return chain[low].y + (chain[high].y - chain[low].y) * ((x - chain[low].x) / width)
    }
}
