#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Lets threads share so many of glibc's arenas; other allocators are left as they are.
static inline void limit_arenas(int count) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, count);
#else
    (void)count;
#endif
}
