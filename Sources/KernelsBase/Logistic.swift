import CVector

/// 1 / (1 + e^-(b + Σ (slope u - offset))) of some layers, where u is a layer's value, or 1 for cells of the class that
/// the term stands for and else 0 (`classes` is NaN for a term of values). Where a layer's value is not finite its term
/// is 0, where none is the result is NaN. Sums in Double in the terms' order.
@inline(never)
package func logistic(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ classes: UnsafePointer<Float>, _ slopes: UnsafePointer<Double>,
    _ offsets: UnsafePointer<Double>, _ terms: Int, _ intercept: Double, _ count: Int,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe logisticCells(
            layers, classes, slopes, offsets, terms, intercept, index, Lanes.scalarCount, output)
        index &+= Lanes.scalarCount
    }
    if index < count {
        unsafe logisticCells(layers, classes, slopes, offsets, terms, intercept, index, count &- index, output)
    }
}

@inline(always)
private func logisticCells(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ classes: UnsafePointer<Float>, _ slopes: UnsafePointer<Double>,
    _ offsets: UnsafePointer<Double>, _ terms: Int, _ intercept: Double, _ index: Int, _ rest: Int,
    _ output: UnsafeMutablePointer<Float>
) {
    let one = splat(1 as Float)
    var sum = splat(intercept)
    var known = Lanes()
    for term in 0..<terms {
        let x = unsafe load(layers[term], index, rest: rest)
        let isFinite = both(isBelow(x, .infinity), isAbove(x, -.infinity))
        let isThere = select(isFinite, one, Lanes())
        let category = unsafe classes[term]
        var value = select(isFinite, x, Lanes())
        if category == category { value = select(both(isFinite, isEqual(x, category)), one, Lanes()) }
        let product = unsafe splat(slopes[term]) * cvector_widen(value)
        sum = unsafe sum + (product - splat(offsets[term]) * cvector_widen(isThere))
        known = known + isThere
    }
    // What rounding the log-odds to Float takes off is given back to the odds: e^-(z + r) = e^-z (1 - r), r tiny.
    let logit = cvector_narrow(sum)
    let remainder = cvector_narrow(sum - cvector_widen(logit))
    let rounded = exponential(Lanes() - logit)
    let isExact = both(isBelow(logit, 80), isAbove(logit, -80))
    let odds = select(isExact, rounded - rounded * remainder, rounded)
    let probability = one / (one + odds)
    unsafe finish(select(isEqual(known, 0), .nan, probability), output, index, rest: rest)
}
