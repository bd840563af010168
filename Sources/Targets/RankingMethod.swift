import KernelTypes

/// How criteria become one number.
enum RankingMethod: String, Sendable, CaseIterable {
    /// Product of criteria, each to the power of its weight: one that fails is not made up for by the others.
    case utility
    /// Sum of criteria by weight.
    case sum
    /// Closeness to the ideal: Hwang and Yoon (1981).
    case topsis

    /// A criterion counts at least this much in a product, so that one zero does not make all targets equal.
    static let least = 0.01

    /// One number a target, 0 to 1; `criteria` holds, for each target, its criteria in 0...1, `weights` add up to 1.
    func composite(_ criteria: [[Double]], weights: [Double]) -> [Double] {
        switch self {
        case .utility:
            let logs = criteria.map { row in
                zip(row, weights).reduce(0.0) { $0 + $1.1 * Elementary.log(max(Self.least, $1.0)) }
            }
            return logs.map(Elementary.exp)
        case .sum:
            return criteria.map { row in zip(row, weights).reduce(0.0) { $0 + $1.0 * $1.1 } }
        case .topsis: return topsis(criteria, weights)
        }
    }

    private func topsis(_ criteria: [[Double]], _ weights: [Double]) -> [Double] {
        let lengths = weights.indices.map { column in
            criteria.reduce(0.0) { $0 + $1[column] * $1[column] }.squareRoot()
        }
        let scaled = criteria.map { row in
            weights.indices.map { lengths[$0] > 0 ? row[$0] / lengths[$0] * weights[$0] : 0 }
        }
        let best = weights.indices.map { column in scaled.map { $0[column] }.max() ?? 0 }
        let worst = weights.indices.map { column in scaled.map { $0[column] }.min() ?? 0 }
        func distance(_ row: [Double], _ point: [Double]) -> Double {
            zip(row, point).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }
        return scaled.map { row in
            let (near, far) = (distance(row, best), distance(row, worst))
            return near + far > 0 ? far / (near + far) : 1
        }
    }
}
