#pragma once

// What Swift's SIMD types do lane by lane, as one instruction each. Inlined into the kernels, compiled for their tier.
// No fused operations: each function rounds once.

typedef float cvector_f8 __attribute__((ext_vector_type(8)));
typedef float cvector_f16 __attribute__((ext_vector_type(16)));
typedef double cvector_d8 __attribute__((ext_vector_type(8)));
typedef double cvector_d16 __attribute__((ext_vector_type(16)));

#define CVECTOR_INLINE static inline __attribute__((always_inline))

/// Memory to lanes and back, at any address. Swift's own generics for this may stay as shared code.
CVECTOR_INLINE cvector_f8 cvector_load_f8(const float *_Nonnull source) {
    cvector_f8 x;
    __builtin_memcpy(&x, source, sizeof x);
    return x;
}
CVECTOR_INLINE cvector_f16 cvector_load_f16(const float *_Nonnull source) {
    cvector_f16 x;
    __builtin_memcpy(&x, source, sizeof x);
    return x;
}
CVECTOR_INLINE cvector_d8 cvector_load_d8(const double *_Nonnull source) {
    cvector_d8 x;
    __builtin_memcpy(&x, source, sizeof x);
    return x;
}
CVECTOR_INLINE void cvector_store_f8(cvector_f8 x, float *_Nonnull target) { __builtin_memcpy(target, &x, sizeof x); }
CVECTOR_INLINE void cvector_store_f16(cvector_f16 x, float *_Nonnull target) { __builtin_memcpy(target, &x, sizeof x); }
CVECTOR_INLINE void cvector_store_d8(cvector_d8 x, double *_Nonnull target) { __builtin_memcpy(target, &x, sizeof x); }

/// Square roots, correctly rounded.
CVECTOR_INLINE cvector_d8 cvector_sqrt_d8(cvector_d8 x) { return __builtin_elementwise_sqrt(x); }
CVECTOR_INLINE cvector_f8 cvector_sqrt_f8(cvector_f8 x) { return __builtin_elementwise_sqrt(x); }
CVECTOR_INLINE cvector_f16 cvector_sqrt_f16(cvector_f16 x) { return __builtin_elementwise_sqrt(x); }

/// The same values in double precision.
CVECTOR_INLINE cvector_d8 cvector_widen_f8(cvector_f8 x) { return __builtin_convertvector(x, cvector_d8); }
CVECTOR_INLINE cvector_d16 cvector_widen_f16(cvector_f16 x) { return __builtin_convertvector(x, cvector_d16); }

/// The nearest values in single precision.
CVECTOR_INLINE cvector_f8 cvector_narrow_d8(cvector_d8 x) { return __builtin_convertvector(x, cvector_f8); }
CVECTOR_INLINE cvector_f16 cvector_narrow_d16(cvector_d16 x) { return __builtin_convertvector(x, cvector_f16); }
