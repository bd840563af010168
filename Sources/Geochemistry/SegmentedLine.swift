/// Points on a broken line: straight pieces over runs of points, with the least sum of squares of all ways to break.
struct SegmentedLine: Sendable {
    struct Piece: Sendable {
        /// The points of this piece.
        var points: Range<Int>
        var slope: Double
        var intercept: Double
        /// Sum of squared differences from the line.
        var squares: Double
    }

    let pieces: [Piece]
    /// The line's share of the points' variance.
    let determination: Double

    /// Fits `count` pieces of at least `least` points each to points with ascending x, by dynamic programming
    /// (Bellman 1961): the best of all ways, of equal ones that with the earliest breaks. `nil` for too few points.
    init?(x: [Double], y: [Double], pieces count: Int, least: Int) {
        let points = x.count
        guard count >= 1, least >= 2, points >= count * least else { return nil }
        let sums = PrefixSums(x: x, y: y)
        // best[k][end]: the least squares of k + 1 pieces over the first `end` points, and where the last piece starts.
        var best = Array(
            repeating: Array(repeating: (squares: Double.infinity, start: 0), count: points + 1), count: count)
        for end in least...points { best[0][end] = (sums.line(0..<end).squares, 0) }
        for piece in 1..<max(1, count) {
            let first = (piece + 1) * least
            guard first <= points else { return nil }
            for end in first...points {
                for start in (piece * least)...(end - least) {
                    let squares = best[piece - 1][start].squares + sums.line(start..<end).squares
                    if squares < best[piece][end].squares { best[piece][end] = (squares, start) }
                }
            }
        }
        var pieces: [Piece] = []
        var end = points
        for piece in (0..<count).reversed() {
            let start = piece == 0 ? 0 : best[piece][end].start
            pieces.append(sums.line(start..<end))
            end = start
        }
        self.pieces = pieces.reversed()
        let whole = sums.spread
        determination = whole > 0 ? 1 - best[count - 1][points].squares / whole : 1
    }

    /// Sums over the first points, about the mean of all, so that any run's line costs the same.
    private struct PrefixSums {
        private var counts: [(x: Double, y: Double, xx: Double, xy: Double, yy: Double)] = [(0, 0, 0, 0, 0)]
        private let centre: (x: Double, y: Double)

        init(x: [Double], y: [Double]) {
            centre = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
            var sum = (x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0)
            for index in x.indices {
                let (dx, dy) = (x[index] - centre.x, y[index] - centre.y)
                sum = (sum.x + dx, sum.y + dy, sum.xx + dx * dx, sum.xy + dx * dy, sum.yy + dy * dy)
                counts.append(sum)
            }
        }

        var spread: Double {
            counts[counts.count - 1].yy - counts[counts.count - 1].y * counts[counts.count - 1].y
                / Double(counts.count - 1)
        }

        func line(_ points: Range<Int>) -> Piece {
            let (a, b, n) = (counts[points.lowerBound], counts[points.upperBound], Double(points.count))
            let (sumX, sumY) = (b.x - a.x, b.y - a.y)
            let xx = (b.xx - a.xx) - sumX * sumX / n
            let xy = (b.xy - a.xy) - sumX * sumY / n
            let yy = (b.yy - a.yy) - sumY * sumY / n
            let slope = xx > 0 ? xy / xx : 0
            let intercept = (sumY - slope * sumX) / n + centre.y - slope * centre.x
            return Piece(points: points, slope: slope, intercept: intercept, squares: max(0, yy - slope * xy))
        }
    }
}
