/// Akima's spline through knots in ascending order (1970); straight between two.
struct Akima: Sendable {
    private let x: [Double]
    private let y: [Double]
    private let slopes: [Double]

    /// Expects at least two knots, no two at one place.
    init(_ x: [Double], _ y: [Double]) {
        precondition(x.count == y.count && x.count > 1, "a spline has at least two knots")
        self.x = x
        self.y = y
        let count = x.count
        // Chords, with two beyond each end on the parabola through the last three knots.
        var chords = Array(repeating: 0.0, count: count + 3)
        for index in 0..<(count - 1) { chords[index + 2] = (y[index + 1] - y[index]) / (x[index + 1] - x[index]) }
        if count == 2 {
            slopes = [chords[2], chords[2]]
            return
        }
        chords[1] = 2 * chords[2] - chords[3]
        chords[0] = 2 * chords[1] - chords[2]
        chords[count + 1] = 2 * chords[count] - chords[count - 1]
        chords[count + 2] = 2 * chords[count + 1] - chords[count]
        slopes = (0..<count).map { index in
            let after = abs(chords[index + 3] - chords[index + 2])
            let before = abs(chords[index + 1] - chords[index])
            let weights = after + before
            if weights == 0 { return 0.5 * (chords[index + 1] + chords[index + 2]) }
            return (after * chords[index + 1] + before * chords[index + 2]) / weights
        }
    }

    /// NaN outside the knots.
    func value(at place: Double) -> Double {
        guard let first = x.first, let last = x.last, place >= first, place <= last else { return .nan }
        var low = 0
        var high = x.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if x[middle] <= place { low = middle } else { high = middle }
        }
        return Self.hermite(
            x[low], y[low], slopes[low], x[high], y[high], slopes[high], at: place)
    }

    private static func hermite(
        _ x0: Double, _ y0: Double, _ s0: Double, _ x1: Double, _ y1: Double, _ s1: Double, at place: Double
    ) -> Double {
        let width = x1 - x0
        let t = (place - x0) / width
        let chord = (y1 - y0) / width
        let second = (3 * chord - 2 * s0 - s1) * t
        let third = (s0 + s1 - 2 * chord) * t * t
        return y0 + t * width * (s0 + second + third)
    }
}
