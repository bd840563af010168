import KernelTypes
import Operations

/// The concentration–area plot of a score and the break in it; Cheng, Agterberg and Ballantyne (1994).
///
/// The area at or above a score follows a power of it; where a second population begins, the power changes. The break
/// is the level that parts the logarithms of score and area into two straight lines with the least squared residuals.
struct ConcentrationArea: Hashable {
    private static let levels = 128

    /// NaN where no cell has a positive score.
    let threshold: Double

    init(_ scan: ScoreThreshold.Scan) throws {
        var lowest = Float.infinity
        var highest: Float = 0
        try scan { strip in
            strip.cells.withSpan { span in
                for index in span.indices where span[index] > 0 && span[index].isFinite {
                    lowest = min(lowest, span[index])
                    highest = max(highest, span[index])
                }
            }
        }
        guard lowest < highest else {
            threshold = highest > 0 ? Double(highest) : .nan
            return
        }
        let start = Elementary.log(Double(lowest))
        let step = (Elementary.log(Double(highest)) - start) / Double(Self.levels)
        let levels = (0..<Self.levels).map { Elementary.exp(start + Double($0) * step) }
        let counts = try Self.counts(atOrAbove: levels, scan)
        let points = levels.indices.filter { counts[$0] > 0 }.map { index in
            (x: start + Double(index) * step, y: Elementary.log(Double(counts[index])))
        }
        threshold = Elementary.exp(points[Self.bestBreak(points)].x)
    }

    private static func counts(atOrAbove levels: [Double], _ scan: ScoreThreshold.Scan) throws -> [Int] {
        var counts = [Int](repeating: 0, count: levels.count)
        try scan { strip in
            strip.cells.withSpan { span in
                for index in span.indices where span[index] > 0 && span[index].isFinite {
                    let value = Double(span[index])
                    var low = 0
                    var high = levels.count
                    while low < high {
                        let middle = (low + high) / 2
                        if levels[middle] > value { high = middle } else { low = middle + 1 }
                    }
                    if low > 0 { counts[low - 1] += 1 }
                }
            }
        }
        for index in levels.indices.dropLast().reversed() { counts[index] += counts[index + 1] }
        return counts
    }

    /// The point at which the second line begins; each line has at least three points.
    private static func bestBreak(_ points: [(x: Double, y: Double)]) -> Int {
        guard points.count >= 6 else { return points.count / 2 }
        var best = 3
        var least = Double.infinity
        for index in 3...(points.count - 3) {
            let sum = residuals(points[..<index]) + residuals(points[index...])
            if sum < least {
                least = sum
                best = index
            }
        }
        return best
    }

    /// Squared residuals of the straight line through points by least squares.
    private static func residuals(_ points: ArraySlice<(x: Double, y: Double)>) -> Double {
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.x } / count
        let meanY = points.reduce(0) { $0 + $1.y } / count
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for point in points {
            let (dx, dy) = (point.x - meanX, point.y - meanY)
            xx += dx * dx
            xy += dx * dy
            yy += dy * dy
        }
        return xx > 0 ? max(0, yy - xy * xy / xx) : yy
    }
}
