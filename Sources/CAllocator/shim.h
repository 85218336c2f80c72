#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Keeps glibc from holding on to memory that was freed: its threads share some arenas, and what is large is given back to
/// the system, whatever sizes were freed before. Other allocators are left as they are.
static inline void give_memory_back(int arenas, int large) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, 2 * large);
#else
    (void)arenas;
    (void)large;
#endif
}
