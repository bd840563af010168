import CVector

// Every tier computes each cell by the same operations in the same order; only how many cells go at once differs.
typealias Lanes = cvector_lanes
typealias WideLanes = cvector_wide
typealias Bits = cvector_bits
typealias Mask = cvector_mask

// A kernel has its arithmetic once, for the cells from `index`, and calls it with `rest` as the whole width, which the
// compiler folds away, and at the end with what is left. A test within the loop would be left there, cell by cell.

/// The next cells of a run; the last ones padded with zeros, so that they take the same arithmetic as all others.
@inline(always) func load(_ source: UnsafePointer<Float>, _ index: Int, rest: Int) -> Lanes {
    if rest >= Lanes.scalarCount { return unsafe cvector_load(source + index) }
    var lanes = Lanes()
    for lane in 0..<rest { lanes[lane] = unsafe source[index &+ lane] }
    return lanes
}

/// Writes what `load` read, with every NaN as the one quiet NaN: which payload an instruction hands on depends on the
/// order in which a compiler puts its operands.
@inline(always) func finish(_ result: Lanes, _ target: UnsafeMutablePointer<Float>, _ index: Int, rest: Int) {
    let lanes = cvector_select(cvector_is_nan(result), splat(Float.nan), result)
    if rest >= Lanes.scalarCount {
        unsafe cvector_store(lanes, target + index)
    } else {
        for lane in 0..<rest { unsafe target[index &+ lane] = lanes[lane] }
    }
}

/// `a` where the mask is set, `b` elsewhere.
@inline(always) func select(_ mask: Mask, _ a: Lanes, _ b: Lanes) -> Lanes { cvector_select(mask, a, b) }
@inline(always) func select(_ mask: Mask, _ a: Float, _ b: Lanes) -> Lanes { cvector_select(mask, splat(a), b) }

@inline(always) func isBelow(_ a: Lanes, _ b: Float) -> Mask { cvector_less(a, splat(b)) }
@inline(always) func isAbove(_ a: Lanes, _ b: Float) -> Mask { cvector_less(splat(b), a) }
@inline(always) func isAtMost(_ a: Lanes, _ b: Float) -> Mask { cvector_less_or_equal(a, splat(b)) }
@inline(always) func isAtLeast(_ a: Lanes, _ b: Float) -> Mask { cvector_less_or_equal(splat(b), a) }
@inline(always) func isEqual(_ a: Lanes, _ b: Float) -> Mask { cvector_equal(a, splat(b)) }
@inline(always) func isNaN(_ x: Lanes) -> Mask { cvector_is_nan(x) }
@inline(always) func both(_ a: Mask, _ b: Mask) -> Mask { cvector_both(a, b) }
@inline(always) func either(_ a: Mask, _ b: Mask) -> Mask { cvector_either(a, b) }
