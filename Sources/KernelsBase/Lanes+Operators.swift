import CVector

// Swift's own operators on SIMD types are generics that take the lanes apart, one by one, and trust the optimiser to
// put them together again: it does so for short formulas only. These are whole vectors from the start.

@inline(always) func + (a: Lanes, b: Lanes) -> Lanes { cvector_add(a, b) }
@inline(always) func - (a: Lanes, b: Lanes) -> Lanes { cvector_subtract(a, b) }
@inline(always) func * (a: Lanes, b: Lanes) -> Lanes { cvector_multiply(a, b) }
@inline(always) func / (a: Lanes, b: Lanes) -> Lanes { cvector_divide(a, b) }

@inline(always) func + (a: cvector_d8, b: cvector_d8) -> cvector_d8 { cvector_add_d8(a, b) }
@inline(always) func - (a: cvector_d8, b: cvector_d8) -> cvector_d8 { cvector_subtract_d8(a, b) }
@inline(always) func * (a: cvector_d8, b: cvector_d8) -> cvector_d8 { cvector_multiply_d8(a, b) }
@inline(always) func / (a: cvector_d8, b: cvector_d8) -> cvector_d8 { cvector_divide_d8(a, b) }

// In the other tiers these are the eight above.
#if TIER_V4
@inline(always) func + (a: WideLanes, b: WideLanes) -> WideLanes { cvector_add_wide(a, b) }
@inline(always) func - (a: WideLanes, b: WideLanes) -> WideLanes { cvector_subtract_wide(a, b) }
@inline(always) func * (a: WideLanes, b: WideLanes) -> WideLanes { cvector_multiply_wide(a, b) }
@inline(always) func / (a: WideLanes, b: WideLanes) -> WideLanes { cvector_divide_wide(a, b) }
#endif

@inline(always) func &+ (a: Bits, b: Bits) -> Bits { cvector_plus(a, b) }
@inline(always) func &- (a: Bits, b: Bits) -> Bits { cvector_minus(a, b) }
@inline(always) func & (a: Bits, b: Bits) -> Bits { cvector_and(a, b) }
@inline(always) func | (a: Bits, b: Bits) -> Bits { cvector_or(a, b) }

@inline(always) func splat(_ x: Float) -> Lanes { cvector_splat(x) }
@inline(always) func splat(_ x: Double) -> WideLanes { cvector_splat_wide(x) }
@inline(always) func splat(_ x: UInt32) -> Bits { cvector_splat_bits(x) }
