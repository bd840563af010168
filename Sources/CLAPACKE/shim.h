#pragma once
// lapacke.h takes C++ or C99 complex types by macros that Swift's importer does not see.
#define lapack_complex_float float _Complex
#define lapack_complex_double double _Complex
#include <lapacke.h>
