import CVector

// Polynomials: minimax fits by Remez's exchange over the reduced range, rounded to Float; the error of each fit is
// below 2e-8, so that what is left is the rounding of Float. Reductions as in Cody and Waite (1980).

/// sum * x + coefficient, rounded twice: one step of Horner's scheme.
@inline(always) private func step(_ sum: Lanes, _ x: Lanes, _ coefficient: Float) -> Lanes {
    sum * x + splat(coefficient)
}

/// Adding 1.5 * 2^23 leaves the nearest whole number in the low bits.
private let shift: Float = 12_582_912
private let shiftBits: UInt32 = 0x4b40_0000

/// ln 2 in two parts; the first has 9 bits, so that its product with an exponent is exact.
private let ln2High: Float = 0.693359375
private let ln2Low: Float = -2.1219444e-4

/// e to the power of x, with a relative error below 3e-7; 0 below -87, e to the power of 88 above 88.
@inline(always) func exponential(_ x: Lanes) -> Lanes {
    var bounded = select(isAbove(x, 88), 88, x)
    bounded = select(isBelow(bounded, -87), -87, bounded)
    let shifted = bounded * splat(1.442695 as Float) + splat(shift)
    let k = shifted - splat(shift)
    let r = (bounded - k * splat(ln2High)) - k * splat(ln2Low)
    var p = step(splat(0x1.6dbc68p-10 as Float), r, 0x1.124148p-7)
    p = step(p, r, 0x1.555454p-5)
    p = step(p, r, 0x1.555486p-3)
    p = step(p, r, 0.5)
    let power = cvector_shift_left(cvector_to_bits(shifted) &- splat(shiftBits - 127), 23)
    let fraction = ((r * r) * p + r) + splat(1 as Float)
    return select(isBelow(x, -87), 0, fraction * cvector_from_bits(power))
}

/// Natural logarithm of x * 2^power, x normal and above 0, power whole, with a relative error below 3e-7; else
/// meaningless.
@inline(always) func logarithm(_ x: Lanes, power: Lanes = Lanes()) -> Lanes {
    let bits = cvector_to_bits(x)
    let exponent = cvector_shift_right(bits, 23) &+ splat(shiftBits - 126)
    var k = (cvector_from_bits(exponent) - splat(shift)) + power
    // The significand in sqrt(1/2)..<sqrt(2), less 1.
    var m = cvector_from_bits((bits & splat(0x007f_ffff as UInt32)) | splat(0x3f00_0000 as UInt32))
    let isLow = isBelow(m, 0.70710677)
    k = select(isLow, k - splat(1 as Float), k)
    m = select(isLow, m + m, m) - splat(1 as Float)
    let z = m * m
    var p = step(splat(-0x1.41ee06p-4 as Float), m, 0x1.07d0eep-3)
    p = step(p, m, -0x1.0ce07cp-3)
    p = step(p, m, 0x1.226e4ap-3)
    p = step(p, m, -0x1.54788ap-3)
    p = step(p, m, 0x1.99a596p-3)
    p = step(p, m, -0x1.000220p-2)
    p = step(p, m, 0x1.55554ap-2)
    let rest = (p * m) * z + k * splat(ln2Low)
    return (m + (rest - z * splat(0.5 as Float))) + k * splat(ln2High)
}

/// Arc tangent of a number of at least 0, in radians, with an error below 2e-7.
@inline(always) func arcTangent(_ x: Lanes) -> Lanes {
    // Above tan(3 pi / 8) from the quarter turn: -1 / x; above tan(pi / 8) from the eighth: (x - 1) / (x + 1).
    let isSteep = isAbove(x, 2.4142137)
    let isMiddle = isAbove(x, 0.41421357)
    let one = splat(1 as Float)
    let dividend = select(isSteep, -1, select(isMiddle, x - one, x))
    let divisor = select(isSteep, x, select(isMiddle, x + one, one))
    let offset = select(isSteep, 1.5707964, select(isMiddle, 0.7853982, Lanes()))
    let reduced = dividend / divisor
    let z = reduced * reduced
    var p = step(splat(0x1.4a2676p-4 as Float), z, -0x1.1c4264p-3)
    p = step(p, z, 0x1.9925dep-3)
    p = step(p, z, -0x1.555458p-2)
    return offset + ((p * z) * reduced + reduced)
}
