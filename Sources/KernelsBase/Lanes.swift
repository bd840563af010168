import CVector

// Every tier computes each cell by the same operations in the same order; only how many cells go at once differs.
#if TIER_V4
typealias Lanes = SIMD16<Float>
typealias WideLanes = SIMD16<Double>
typealias Bits = SIMD16<UInt32>
#else
typealias Lanes = SIMD8<Float>
typealias WideLanes = SIMD8<Double>
typealias Bits = SIMD8<UInt32>
#endif
typealias Mask = SIMDMask<Lanes.MaskStorage>

@inline(always) func load(_ source: UnsafePointer<Float>, _ index: Int) -> Lanes {
    #if TIER_V4
    unsafe cvector_load_f16(source + index)
    #else
    unsafe cvector_load_f8(source + index)
    #endif
}

@inline(always) func store(_ lanes: Lanes, _ target: UnsafeMutablePointer<Float>, _ index: Int) {
    #if TIER_V4
    unsafe cvector_store_f16(lanes, target + index)
    #else
    unsafe cvector_store_f8(lanes, target + index)
    #endif
}

/// The next cells of a run; the last ones padded with zeros, so that they take the same path as all others.
@inline(always) func load(_ source: UnsafePointer<Float>, _ index: Int, rest: Int) -> Lanes {
    if rest >= Lanes.scalarCount { return unsafe load(source, index) }
    var lanes = Lanes()
    for lane in 0..<rest { lanes[lane] = unsafe source[index &+ lane] }
    return lanes
}

/// Writes what `load(_:_:rest:)` read, with every NaN as the one quiet NaN: which payload an instruction hands on
/// depends on the order in which a compiler puts its operands.
@inline(always) func finish(_ result: Lanes, _ target: UnsafeMutablePointer<Float>, _ index: Int, rest: Int) {
    let lanes = select(result .!= result, Lanes(repeating: .nan), result)
    if rest >= Lanes.scalarCount {
        unsafe store(lanes, target, index)
    } else {
        for lane in 0..<rest { unsafe target[index &+ lane] = lanes[lane] }
    }
}

/// `a` where the mask is set, `b` elsewhere.
@inline(always) func select(_ mask: Mask, _ a: Lanes, _ b: Lanes) -> Lanes {
    var result = b
    result.replace(with: a, where: mask)
    return result
}

@inline(always) func bits(_ x: Lanes) -> Bits { unsafe unsafeBitCast(x, to: Bits.self) }
@inline(always) func lanes(_ x: Bits) -> Lanes { unsafe unsafeBitCast(x, to: Lanes.self) }

@inline(always) func squareRoot(_ x: Lanes) -> Lanes {
    #if TIER_V4
    cvector_sqrt_f16(x)
    #else
    cvector_sqrt_f8(x)
    #endif
}

@inline(always) func widened(_ x: Lanes) -> WideLanes {
    #if TIER_V4
    cvector_widen_f16(x)
    #else
    cvector_widen_f8(x)
    #endif
}

@inline(always) func narrowed(_ x: WideLanes) -> Lanes {
    #if TIER_V4
    cvector_narrow_d16(x)
    #else
    cvector_narrow_d8(x)
    #endif
}
