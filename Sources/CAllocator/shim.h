#include <stdint.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <elf.h>
#include <link.h>
#include <malloc.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>
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

/// Gives back the pages of the program's table of relocations. The loader has read all of it, some megabytes, and nobody
/// reads it again; the kernel would bring it back from the file if somebody did.
static inline void give_relocations_back(void) {
#ifdef __GLIBC__
    const ElfW(Phdr) *headers = (const ElfW(Phdr) *)getauxval(AT_PHDR);
    const unsigned long count = getauxval(AT_PHNUM);
    const ElfW(Dyn) *entry = NULL;
    uintptr_t base = 0, table = 0, size = 0;
    if (headers == NULL) return;
    for (unsigned long i = 0; i < count; i++) {
        if (headers[i].p_type == PT_PHDR) base = (uintptr_t)headers - headers[i].p_vaddr;
    }
    for (unsigned long i = 0; i < count; i++) {
        if (headers[i].p_type == PT_DYNAMIC) entry = (const ElfW(Dyn) *)(base + headers[i].p_vaddr);
    }
    for (; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        if (entry->d_tag == DT_RELA) table = entry->d_un.d_ptr;
        if (entry->d_tag == DT_RELASZ) size = entry->d_un.d_val;
    }
    // Some loaders have made an address of it already.
    if (table < base) table += base;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t first = (table + page - 1) / page * page, end = (table + size) / page * page;
    if (first < end) madvise((void *)first, end - first, MADV_DONTNEED);
#endif
}
