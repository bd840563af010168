extension Elementary {
    /// pi / 2 in three parts of 33 bits and a rest: its product with a whole number below 2^20 is exact in each part.
    private static let quarterTurn = (
        0x1.921fb54400000p+0, 0x1.0b4611a600000p-34, 0x1.3198a2e000000p-69, 0x1.b839a252049c1p-104
    )

    /// atan(k / 8) for k in 0...8, and what is left of it beyond a double.
    private static let arctangents: [(high: Double, low: Double)] = [
        (0, 0),
        (0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59),
        (0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57),
        (0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56),
        (0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56),
        (0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58),
        (0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56),
        (0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56),
        (0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55),
    ]

    /// Sine of an angle in radians; NaN beyond a million, where the angle itself is no longer sharp.
    package static func sin(_ x: Double) -> Double {
        guard x.magnitude <= 1e6 else { return .nan }
        // Keeps the sign of zero.
        guard x.magnitude > 0x1p-27 else { return x }
        let (turn, r) = reduced(x)
        return turn & 1 == 0 ? (turn == 0 ? sine(r) : -sine(r)) : (turn == 1 ? cosine(r) : -cosine(r))
    }

    /// Cosine of an angle in radians; NaN beyond a million, where the angle itself is no longer sharp.
    package static func cos(_ x: Double) -> Double {
        guard x.magnitude <= 1e6 else { return .nan }
        let (turn, r) = reduced(x)
        return turn & 1 == 0 ? (turn == 0 ? cosine(r) : -cosine(r)) : (turn == 1 ? -sine(r) : sine(r))
    }

    /// Arc tangent in radians, within -pi/2...pi/2.
    package static func atan(_ x: Double) -> Double {
        guard x == x else { return x }
        let a = x.magnitude
        // Keeps the sign of zero, and what is too small to have a square.
        guard a > 0x1p-27 else { return x }
        let angle: Double
        if a <= 1 {
            let k = Int(8 * a + 0.5)
            let c = Double(k) / 8
            angle = arctangents[k].high + (series((a - c) / (1 + a * c)) + arctangents[k].low)
        } else if a > 0x1p60 {
            angle = 0x1.921fb54442d18p+0
        } else {
            // pi/2 - atan(1/a), with the quotient taken once: (1/a - c) / (1 + c/a) = (1 - a c) / (a + c).
            let k = Int(8 / a + 0.5)
            let c = Double(k) / 8
            let turn = TwoDoubles(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)
            let start = turn + TwoDoubles(-arctangents[k].high, -arctangents[k].low)
            angle = start.high + (start.low - series((1 - a * c) / (a + c)))
        }
        return x < 0 ? -angle : angle
    }

    /// The angle in radians, within -pi...pi, from the x axis to the point (x, y).
    package static func atan2(_ y: Double, _ x: Double) -> Double {
        guard x == x && y == y else { return .nan }
        let pi = 0x1.921fb54442d18p+1
        let angle: Double
        if y == 0 {
            angle = x.sign == .minus ? pi : 0
        } else if x == 0 || (y.magnitude == .infinity && x.magnitude < .infinity) {
            angle = pi / 2
        } else if x.magnitude == .infinity {
            let isDiagonal = y.magnitude == .infinity
            angle = x > 0 ? (isDiagonal ? pi / 4 : 0) : (isDiagonal ? 3 * (pi / 4) : pi)
        } else {
            let acute = atan((y / x).magnitude)
            angle = x > 0 ? acute : pi - (acute - 0x1.1a62633145c07p-53)
        }
        return y.sign == .minus ? -angle : angle
    }

    /// The quarter turn (0...3) in which an angle lies when turned by 45 degrees, and the rest within -pi/4...pi/4.
    private static func reduced(_ x: Double) -> (turn: Int, rest: TwoDoubles) {
        let n = nearestWhole(x * 0x1.45f306dc9c883p-1)
        let second = TwoDoubles(sum: x - n * quarterTurn.0, -(n * quarterTurn.1))
        let third = TwoDoubles(sum: second.high, -(n * quarterTurn.2))
        let rest = TwoDoubles(sum: third.high, (third.low + second.low) - n * quarterTurn.3)
        return (Int(n) & 3, rest)
    }

    /// Taylor's series to r^17 for |r| < pi/4.
    private static func sine(_ r: TwoDoubles) -> Double {
        let z = r.high * r.high
        var p = 1.0 / 355_687_428_096_000
        p = p * z - 1.0 / 1_307_674_368_000
        p = p * z + 1.0 / 6_227_020_800
        p = p * z - 1.0 / 39_916_800
        p = p * z + 1.0 / 362_880
        p = p * z - 1.0 / 5040
        p = p * z + 1.0 / 120
        p = p * z - 1.0 / 6
        return r.high + (r.high * z * p + r.low * (1 - 0.5 * z))
    }

    /// Taylor's series to r^16 for |r| < pi/4.
    private static func cosine(_ r: TwoDoubles) -> Double {
        let z = r.high * r.high
        var p = 1.0 / 20_922_789_888_000
        p = p * z - 1.0 / 87_178_291_200
        p = p * z + 1.0 / 479_001_600
        p = p * z - 1.0 / 3_628_800
        p = p * z + 1.0 / 40320
        p = p * z - 1.0 / 720
        p = p * z + 1.0 / 24
        let half = 0.5 * z
        let top = 1 - half
        return top + (((1 - top) - half) + (z * z * p - r.high * r.low))
    }

    /// Arc tangent by Gregory's series to t^13 for |t| <= 1/15.
    private static func series(_ t: Double) -> Double {
        let z = t * t
        var p = 1.0 / 13
        p = p * z - 1.0 / 11
        p = p * z + 1.0 / 9
        p = p * z - 1.0 / 7
        p = p * z + 1.0 / 5
        p = p * z - 1.0 / 3
        return t + t * z * p
    }
}
