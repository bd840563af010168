#pragma once
// lapacke.h takes C++ or C99 complex types by macros that Swift's importer does not see.
#define lapack_complex_float float _Complex
#define lapack_complex_double double _Complex
#include <lapacke.h>
// Of OpenBLAS; its own cblas.h would bring a second set of complex types.
void openblas_set_num_threads(int count);
int openblas_get_num_threads(void);
