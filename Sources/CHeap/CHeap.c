#include "CHeap.h"

#include <malloc.h>

// Both are of the GNU C library. Another one keeps its own habits.

void heap_pools(int count) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, count);
#else
    (void)count;
#endif
}

void heap_give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
