import CVector
package import KernelTypes

/// Moments of one row: the mean by eight sums in Double, then the squares about that mean.
///
/// Eight on every tier, as the order of a sum is part of its result.
@inline(never)
package func moments(_ input: UnsafePointer<Float>, _ count: Int) -> Moments {
    var sums = SIMD8<Double>()
    var counts = SIMD8<Int32>()
    var lows = SIMD8<Float>(repeating: .infinity)
    var highs = SIMD8<Float>(repeating: -.infinity)
    var index = 0
    while index < count {
        let x = unsafe loadEight(input, index, rest: count &- index)
        let isValid = x .== x
        var kept = SIMD8<Float>()
        kept.replace(with: x, where: isValid)
        sums += cvector_widen_f8(kept)
        var one = SIMD8<Int32>()
        one.replace(with: 1, where: isValid)
        counts &+= one
        lows.replace(with: x, where: x .< lows)
        highs.replace(with: x, where: x .> highs)
        index &+= 8
    }
    var valid = 0
    var low = Float.infinity
    var high = -Float.infinity
    for lane in 0..<8 {
        valid &+= Int(counts[lane])
        if lows[lane] < low { low = lows[lane] }
        if highs[lane] > high { high = highs[lane] }
    }
    guard valid > 0 else { return Moments(missing: count) }
    let mean = total(sums) / Double(valid)

    var squares = SIMD8<Double>()
    index = 0
    while index < count {
        var x = cvector_widen_f8(unsafe loadEight(input, index, rest: count &- index))
        x.replace(with: mean, where: x .!= x)
        let deviation = x - mean
        squares += deviation * deviation
        index &+= 8
    }
    return Moments(
        valid: valid, missing: count &- valid, minimum: Double(low), maximum: Double(high), mean: mean,
        squares: total(squares))
}

/// Eight cells; the last ones padded with NaN, which counts as missing.
@inline(always) func loadEight(_ input: UnsafePointer<Float>, _ index: Int, rest: Int) -> SIMD8<Float> {
    if rest >= 8 { return unsafe cvector_load_f8(input + index) }
    var lanes = SIMD8<Float>(repeating: .nan)
    for lane in 0..<rest { lanes[lane] = unsafe input[index &+ lane] }
    return lanes
}

@inline(always) private func total(_ x: SIMD8<Double>) -> Double {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}
