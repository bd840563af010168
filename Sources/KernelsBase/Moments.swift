import CVector
package import KernelTypes

/// Moments of one row: the mean by eight sums in Double, then the squares about that mean.
///
/// Eight on every tier, as the order of a sum is part of its result.
@inline(never)
package func moments(_ input: UnsafePointer<Float>, _ count: Int) -> Moments {
    var sums = SIMD8<Double>()
    var counts = SIMD8<Double>()
    var lows = cvector_splat_f8(.infinity)
    var highs = cvector_splat_f8(-.infinity)
    let zero = cvector_splat_d8(0)
    let one = cvector_splat_d8(1)
    var index = 0
    while index < count {
        let x = unsafe loadEight(input, index, rest: count &- index)
        let wide = cvector_widen_f8(x)
        sums = sums + cvector_replace_nan_d8(wide, wide, zero)
        counts = counts + cvector_replace_nan_d8(wide, one, zero)
        lows = cvector_lesser_f8(x, lows)
        highs = cvector_greater_f8(x, highs)
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

    let means = cvector_splat_d8(mean)
    var squares = SIMD8<Double>()
    index = 0
    while index < count {
        let x = cvector_widen_f8(unsafe loadEight(input, index, rest: count &- index))
        let deviation = cvector_replace_nan_d8(x, x, means) - means
        squares = squares + deviation * deviation
        index &+= 8
    }
    return Moments(
        valid: valid, missing: count &- valid, minimum: Double(low), maximum: Double(high), mean: mean,
        squares: total(squares))
}

/// Eight cells; the last ones padded with NaN, which counts as missing.
@inline(always) func loadEight(_ input: UnsafePointer<Float>, _ index: Int, rest: Int) -> SIMD8<Float> {
    if rest >= 8 { return unsafe cvector_load_f8(input + index) }
    var lanes = cvector_splat_f8(.nan)
    for lane in 0..<rest { lanes[lane] = unsafe input[index &+ lane] }
    return lanes
}

/// Writes eight cells, or the first of them that there is room for.
@inline(always)
func storeEight(_ cells: SIMD8<Float>, _ output: UnsafeMutablePointer<Float>, _ index: Int, rest: Int) {
    if rest >= 8 {
        unsafe cvector_store_f8(cells, output + index)
    } else {
        for lane in 0..<rest { unsafe output[index &+ lane] = cells[lane] }
    }
}

@inline(always) private func total(_ x: SIMD8<Double>) -> Double {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}
