#pragma once

// What Swift's SIMD types do lane by lane, or by generics that stay as shared code, as one instruction each. Inlined
// into the kernels and compiled for their tier, which also decides how many lanes there are. Each function rounds at
// most once.

#if defined(__AVX512F__)
#define CVECTOR_LANES 16
#else
#define CVECTOR_LANES 8
#endif

#define CVECTOR_TYPE(scalar, count) scalar __attribute__((ext_vector_type(count)))
#define CVECTOR_INLINE static inline __attribute__((always_inline))

/// As many floats as the tier takes at once, the same as doubles, their bits, and a choice among them (0 or all bits).
typedef CVECTOR_TYPE(float, CVECTOR_LANES) cvector_lanes;
typedef CVECTOR_TYPE(double, CVECTOR_LANES) cvector_wide;
typedef CVECTOR_TYPE(unsigned int, CVECTOR_LANES) cvector_bits;
typedef CVECTOR_TYPE(int, CVECTOR_LANES) cvector_mask;

/// Eight on every tier, for sums whose order is part of their result.
typedef CVECTOR_TYPE(float, 8) cvector_f8;
typedef CVECTOR_TYPE(double, 8) cvector_d8;

CVECTOR_INLINE cvector_lanes cvector_splat(float x) { return (cvector_lanes)x; }
CVECTOR_INLINE cvector_wide cvector_splat_wide(double x) { return (cvector_wide)x; }
CVECTOR_INLINE cvector_bits cvector_splat_bits(unsigned int x) { return (cvector_bits)x; }
CVECTOR_INLINE cvector_f8 cvector_splat_f8(float x) { return (cvector_f8)x; }
CVECTOR_INLINE cvector_d8 cvector_splat_d8(double x) { return (cvector_d8)x; }

/// Sums, differences, products and quotients, each rounded once: never part of a larger expression, so never fused.
#define CVECTOR_ARITHMETIC(type, suffix)                                                     \
    CVECTOR_INLINE type cvector_add##suffix(type a, type b) { return a + b; }                \
    CVECTOR_INLINE type cvector_subtract##suffix(type a, type b) { return a - b; }           \
    CVECTOR_INLINE type cvector_multiply##suffix(type a, type b) { return a * b; }           \
    CVECTOR_INLINE type cvector_divide##suffix(type a, type b) { return a / b; }
CVECTOR_ARITHMETIC(cvector_lanes, )
CVECTOR_ARITHMETIC(cvector_wide, _wide)
CVECTOR_ARITHMETIC(cvector_d8, _d8)

CVECTOR_INLINE cvector_lanes cvector_load(const float *_Nonnull source) {
    cvector_lanes x;
    __builtin_memcpy(&x, source, sizeof x);
    return x;
}
CVECTOR_INLINE void cvector_store(cvector_lanes x, float *_Nonnull target) { __builtin_memcpy(target, &x, sizeof x); }

CVECTOR_INLINE cvector_f8 cvector_load_f8(const float *_Nonnull source) {
    cvector_f8 x;
    __builtin_memcpy(&x, source, sizeof x);
    return x;
}
CVECTOR_INLINE cvector_d8 cvector_load_d8(const double *_Nonnull source) {
    cvector_d8 x;
    __builtin_memcpy(&x, source, sizeof x);
    return x;
}
CVECTOR_INLINE void cvector_store_f8(cvector_f8 x, float *_Nonnull target) { __builtin_memcpy(target, &x, sizeof x); }
CVECTOR_INLINE void cvector_store_d8(cvector_d8 x, double *_Nonnull target) { __builtin_memcpy(target, &x, sizeof x); }

CVECTOR_INLINE cvector_mask cvector_less(cvector_lanes a, cvector_lanes b) { return a < b; }
CVECTOR_INLINE cvector_mask cvector_less_or_equal(cvector_lanes a, cvector_lanes b) { return a <= b; }
CVECTOR_INLINE cvector_mask cvector_equal(cvector_lanes a, cvector_lanes b) { return a == b; }
CVECTOR_INLINE cvector_mask cvector_is_nan(cvector_lanes x) { return x != x; }
CVECTOR_INLINE cvector_mask cvector_either(cvector_mask a, cvector_mask b) { return a | b; }

CVECTOR_INLINE cvector_mask cvector_both(cvector_mask a, cvector_mask b) { return a & b; }
CVECTOR_INLINE _Bool cvector_any(cvector_mask mask) { return __builtin_reduce_or(mask) != 0; }

/// `x` where it is less, or greater, than `a`; else `a`, so where either is NaN.
CVECTOR_INLINE cvector_lanes cvector_lesser(cvector_lanes x, cvector_lanes a) { return x < a ? x : a; }
CVECTOR_INLINE cvector_lanes cvector_greater(cvector_lanes x, cvector_lanes a) { return x > a ? x : a; }

/// `a` where the mask is set, `b` elsewhere.
CVECTOR_INLINE cvector_lanes cvector_select(cvector_mask mask, cvector_lanes a, cvector_lanes b) {
    return mask ? a : b;
}

CVECTOR_INLINE cvector_bits cvector_to_bits(cvector_lanes x) {
    cvector_bits bits;
    __builtin_memcpy(&bits, &x, sizeof x);
    return bits;
}
CVECTOR_INLINE cvector_lanes cvector_from_bits(cvector_bits bits) {
    cvector_lanes x;
    __builtin_memcpy(&x, &bits, sizeof bits);
    return x;
}

CVECTOR_INLINE cvector_bits cvector_plus(cvector_bits a, cvector_bits b) { return a + b; }
CVECTOR_INLINE cvector_bits cvector_minus(cvector_bits a, cvector_bits b) { return a - b; }
CVECTOR_INLINE cvector_bits cvector_and(cvector_bits a, cvector_bits b) { return a & b; }
CVECTOR_INLINE cvector_bits cvector_or(cvector_bits a, cvector_bits b) { return a | b; }
CVECTOR_INLINE cvector_bits cvector_shift_left(cvector_bits x, int count) { return x << (unsigned int)count; }
CVECTOR_INLINE cvector_bits cvector_shift_right(cvector_bits x, int count) { return x >> (unsigned int)count; }

/// `a`, and `b` where `x` is NaN or 0; `x` where it is less, or greater, than `a`.
CVECTOR_INLINE cvector_d8 cvector_replace_nan_d8(cvector_d8 x, cvector_d8 a, cvector_d8 b) { return x != x ? b : a; }
CVECTOR_INLINE cvector_d8 cvector_replace_zero_d8(cvector_d8 x, cvector_d8 a, cvector_d8 b) { return x == 0 ? b : a; }
CVECTOR_INLINE cvector_f8 cvector_replace_nan_f8(cvector_f8 x, cvector_f8 a, cvector_f8 b) { return x != x ? b : a; }
CVECTOR_INLINE cvector_f8 cvector_lesser_f8(cvector_f8 x, cvector_f8 a) { return x < a ? x : a; }
CVECTOR_INLINE cvector_f8 cvector_greater_f8(cvector_f8 x, cvector_f8 a) { return x > a ? x : a; }

/// 0 where `x` is negative; NaN in place of `a` where `x` is greater than `bound`.
CVECTOR_INLINE cvector_d8 cvector_positive_d8(cvector_d8 x) { return x < 0 ? (cvector_d8)0.0 : x; }
CVECTOR_INLINE cvector_d8 cvector_spoil_beyond_d8(cvector_d8 x, cvector_d8 bound, cvector_d8 a) {
    return x > bound ? (cvector_d8)__builtin_nan("") : a;
}

/// The same without its sign.
CVECTOR_INLINE cvector_wide cvector_magnitude_wide(cvector_wide x) { return x < 0 ? -x : x; }

/// Square roots, correctly rounded.
CVECTOR_INLINE cvector_lanes cvector_sqrt(cvector_lanes x) { return __builtin_elementwise_sqrt(x); }
CVECTOR_INLINE cvector_d8 cvector_sqrt_d8(cvector_d8 x) { return __builtin_elementwise_sqrt(x); }

/// The same values in double precision, and the nearest in single.
CVECTOR_INLINE cvector_wide cvector_widen(cvector_lanes x) { return __builtin_convertvector(x, cvector_wide); }
CVECTOR_INLINE cvector_lanes cvector_narrow(cvector_wide x) { return __builtin_convertvector(x, cvector_lanes); }
CVECTOR_INLINE cvector_d8 cvector_widen_f8(cvector_f8 x) { return __builtin_convertvector(x, cvector_d8); }
CVECTOR_INLINE cvector_f8 cvector_narrow_d8(cvector_d8 x) { return __builtin_convertvector(x, cvector_f8); }
