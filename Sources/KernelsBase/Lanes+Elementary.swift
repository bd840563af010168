import CVector

// Polynomials: minimax fits by Remez's exchange over the reduced range, rounded to Float; the error of each fit is below
// 2e-8, so that what is left is the rounding of Float. Reductions as in Cody and Waite (1980).

/// e to the power of x, with a relative error below 3e-7; 0 below -87, e to the power of 88 above 88.
@inline(always) func exponential(_ x: Lanes) -> Lanes {
    var bounded = select(isAbove(x, 88), 88, x)
    bounded = select(isBelow(bounded, -87), -87, bounded)
    // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits.
    let shifted = bounded * 1.442695 + 12_582_912
    let k = shifted - 12_582_912
    // ln 2 in two parts; the first has 9 bits, so that its product with k is exact.
    let r = (bounded - k * 0.693359375) + k * 2.1219444e-4
    var p = r * 0x1.6dbc68p-10 + 0x1.124148p-7
    p = p * r + 0x1.555454p-5
    p = p * r + 0x1.555486p-3
    p = p * r + 0.5
    let power = (cvector_to_bits(shifted) &- Bits(repeating: 0x4b40_0000 - 127)) &<< Bits(repeating: 23)
    return select(isBelow(x, -87), 0, ((r * r) * p + r + 1) * cvector_from_bits(power))
}

/// Natural logarithm of x * 2^power, x above 0 and power whole, with a relative error below 3e-7; elsewhere meaningless.
@inline(always) func logarithm(_ x: Lanes, power: Lanes = Lanes()) -> Lanes {
    // A subnormal number is brought among the normal ones.
    let isTiny = isBelow(x, 0x1p-126)
    let normal = select(isTiny, x * 0x1p24, x)
    let bits = cvector_to_bits(normal)
    let exponent = (bits &>> Bits(repeating: 23)) &+ Bits(repeating: 0x4b40_0000 - 126)
    var k = (cvector_from_bits(exponent) - 12_582_912) + power
    k = select(isTiny, k - 24, k)
    // The significand in sqrt(1/2)..<sqrt(2), less 1.
    var m = cvector_from_bits((bits & Bits(repeating: 0x007f_ffff)) | Bits(repeating: 0x3f00_0000))
    let isLow = isBelow(m, 0.70710677)
    k = select(isLow, k - 1, k)
    m = select(isLow, m + m, m) - 1
    let z = m * m
    var p = m * -0x1.41ee06p-4 + 0x1.07d0eep-3
    p = p * m - 0x1.0ce07cp-3
    p = p * m + 0x1.226e4ap-3
    p = p * m - 0x1.54788ap-3
    p = p * m + 0x1.99a596p-3
    p = p * m - 0x1.000220p-2
    p = p * m + 0x1.55554ap-2
    let rest = (p * m) * z - k * 2.1219444e-4
    return (m + (rest - z * 0.5)) + k * 0.693359375
}

/// Arc tangent of a number of at least 0, in radians, with an error below 2e-7.
@inline(always) func arcTangent(_ x: Lanes) -> Lanes {
    // Above tan(3 pi / 8) from the quarter turn, above tan(pi / 8) from the eighth.
    let isSteep = isAbove(x, 2.4142137)
    let isMiddle = isAbove(x, 0.41421357)
    let reduced = select(isSteep, -1 / x, select(isMiddle, (x - 1) / (x + 1), x))
    let offset = select(isSteep, 1.5707964, select(isMiddle, 0.7853982, Lanes()))
    let z = reduced * reduced
    var p = z * 0x1.4a2676p-4 - 0x1.1c4264p-3
    p = p * z + 0x1.9925dep-3
    p = p * z - 0x1.555458p-2
    return offset + ((p * z) * reduced + reduced)
}
