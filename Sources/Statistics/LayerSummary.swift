import KernelTypes
import Operations
import Survey

/// Moments of one layer's cells up to the fourth.
struct LayerSummary: Sendable {
    var count = 0
    var mean = Double.nan
    var minimum = Double.nan
    var maximum = Double.nan
    /// Mean powers of the deviations from the mean, divided by n.
    var second = 0.0
    var third = 0.0
    var fourth = 0.0

    /// Population standard deviation.
    var deviation: Double { second.squareRoot() }
    /// g1; NaN where all cells are equal.
    var skewness: Double { second > 0 ? third / (second * deviation) : .nan }
    /// g2, 0 for a normal distribution; NaN where all cells are equal.
    var excessKurtosis: Double { second > 0 ? fourth / (second * second) - 3 : .nan }

    private struct Extent: Sendable {
        var minimum = Double.infinity
        var maximum = -Double.infinity
    }

    private struct Powers: Sendable {
        var second = 0.0
        var third = 0.0
        var fourth = 0.0
    }

    /// Of all cells of a layer with a finite value: the mean in one pass, powers about it in a second.
    init(_ layer: any RasterSource, at bench: any Workbench) throws {
        let stack = LayerStack(layer)
        let moments = try stack.fold(
            at: bench, stage: "moments", into: CrossMoments(variables: 1), row: { CrossMoments($0) }
        ) { $0.merge($1) }
        guard moments.count > 0 else { return }
        count = moments.count
        let middle = moments.means[0]
        mean = middle
        let extent = try stack.fold(
            at: bench, stage: "extent", into: Extent(),
            row: { row in
                var part = Extent()
                let values = row.layer(0)
                for place in 0..<row.count {
                    part.minimum = min(part.minimum, Double(values[place]))
                    part.maximum = max(part.maximum, Double(values[place]))
                }
                return part
            },
            merge: {
                $0.minimum = min($0.minimum, $1.minimum)
                $0.maximum = max($0.maximum, $1.maximum)
            })
        (minimum, maximum) = (extent.minimum, extent.maximum)
        let powers = try stack.fold(
            at: bench, stage: "powers", into: Powers(),
            row: { row in
                var part = Powers()
                let values = row.layer(0)
                for place in 0..<row.count {
                    let deviation = Double(values[place]) - middle
                    let square = deviation * deviation
                    part.second += square
                    part.third += square * deviation
                    part.fourth += square * square
                }
                return part
            },
            merge: {
                $0.second += $1.second
                $0.third += $1.third
                $0.fourth += $1.fourth
            })
        let n = Double(count)
        (second, third, fourth) = (powers.second / n, powers.third / n, powers.fourth / n)
        // Rounding of the mean alone is no spread.
        if minimum == maximum { (second, third, fourth) = (0, 0, 0) }
    }
}
