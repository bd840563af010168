/// 256 colours from low to high in equal perceived steps, readable by the colour-blind and in a grey copy.
package struct ColourRamp: Hashable, Sendable {
    package let name: String
    /// From low to high, 256 of them.
    package let colours: [Colour]

    /// Colours at equal Oklab distances along a smooth curve through the control points.
    init(name: String, through points: [Oklab]) {
        precondition(points.count >= 2, "a ramp has two ends")
        let curve = (0...4096).map { ColourRamp.point(on: points, at: Double($0) / 4096) }
        var lengths = [0.0]
        for (from, to) in zip(curve, curve.dropFirst()) {
            lengths.append(lengths[lengths.count - 1] + from.distance(to: to))
        }
        let whole = lengths[lengths.count - 1]
        var next = 0
        self.name = name
        self.colours = (0..<256).map { step in
            let wanted = whole * Double(step) / 255
            while next < curve.count - 1 && lengths[next] < wanted { next += 1 }
            return curve[next].colour
        }
    }

    /// The colour of a share of the way from low (0) to high (1); beyond the ends, the end.
    package func colour(at share: Double) -> Colour {
        precondition(!share.isNaN, "no data has no colour on a ramp")
        return colours[Int((min(1, max(0, share)) * 255).rounded())]
    }

    /// A uniform Catmull-Rom spline (1974); beyond its ends the control points go on in a straight line.
    private static func point(on points: [Oklab], at share: Double) -> Oklab {
        let last = points.count - 1
        let position = share * Double(last)
        let index = min(Int(position), last - 1)
        let u = position - Double(index)
        func blend(_ value: (Oklab) -> Double) -> Double {
            let p1 = value(points[index])
            let p2 = value(points[index + 1])
            let p0 = index > 0 ? value(points[index - 1]) : 2 * p1 - p2
            let p3 = index + 2 <= last ? value(points[index + 2]) : 2 * p2 - p1
            let linear = (p2 - p0) * u
            let square = (2 * p0 - 5 * p1 + 4 * p2 - p3) * u * u
            let cube = (3 * p1 - p0 - 3 * p2 + p3) * u * u * u
            return 0.5 * (2 * p1 + linear + square + cube)
        }
        return Oklab(blend(\.lightness), blend(\.a), blend(\.b))
    }
}

extension ColourRamp {
    /// Indigo, blue, teal, green, yellow: for scores, where high must catch the eye.
    package static let indigoToYellow = ColourRamp(
        name: "indigo-to-yellow",
        through: [
            Oklab(0.25, 0.065, -0.100), Oklab(0.41, 0.015, -0.115), Oklab(0.57, -0.065, -0.065),
            Oklab(0.74, -0.120, 0.065), Oklab(0.93, -0.030, 0.155),
        ])

    /// Navy, teal, olive, ochre, rose: for uncertainty and evidence, so that no one takes them for the score.
    package static let navyToRose = ColourRamp(
        name: "navy-to-rose",
        through: [
            Oklab(0.25, -0.010, -0.065), Oklab(0.41, -0.045, -0.030), Oklab(0.56, -0.045, 0.070),
            Oklab(0.72, 0.060, 0.115), Oklab(0.88, 0.055, 0.015),
        ])
}
