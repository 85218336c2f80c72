// A library for LD_PRELOAD. It counts the calls that change files below FILE_CALLS_PREFIX and, at call number
// FILE_CALLS_AT, kills the process as a power cut would, or lets the call fail with the error FILE_CALLS_ERRNO.
// With FILE_CALLS_LOG each call is a line of that file.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long count;

static void *next_named(const char *name) { return dlsym(RTLD_NEXT, name); }
#define NEXT(name) ((__typeof__(&name))next_named(#name))

static void log_call(const char *log, long number, const char *call, const char *path) {
    static int (*open_really)(const char *, int, ...);
    char line[1200];
    int saved = errno, length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
    if (!open_really) open_really = (int (*)(const char *, int, ...))next_named("open");
    int file = open_really(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
        if (write(file, line, length < (int)sizeof line ? length : (int)sizeof line - 1) < 0) {}
        close(file);
    }
    errno = saved;
}

// Whether the call must fail; errno is set then.
static int fails(const char *call, const char *path) {
    const char *prefix = getenv("FILE_CALLS_PREFIX"), *at = getenv("FILE_CALLS_AT");
    const char *error = getenv("FILE_CALLS_ERRNO"), *log = getenv("FILE_CALLS_LOG");
    if (!prefix || !path || strncmp(path, prefix, strlen(prefix)) != 0) return 0;
    long number = atomic_fetch_add(&count, 1) + 1;
    if (log) log_call(log, number, call, path);
    if (!at || number != atol(at)) return 0;
    if (!error) {
        kill(getpid(), SIGKILL);
        pause();
    }
    errno = atoi(error);
    return 1;
}

static int file_fails(const char *call, int file) {
    char link[64], path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(call, path);
}

int rename(const char *from, const char *to) { return fails("rename", to) ? -1 : NEXT(rename)(from, to); }
int unlink(const char *path) { return fails("unlink", path) ? -1 : NEXT(unlink)(path); }
int rmdir(const char *path) { return fails("rmdir", path) ? -1 : NEXT(rmdir)(path); }
int mkdir(const char *path, mode_t mode) { return fails("mkdir", path) ? -1 : NEXT(mkdir)(path, mode); }
int fsync(int file) { return file_fails("fsync", file) ? -1 : NEXT(fsync)(file); }
int ftruncate(int file, off_t length) { return file_fails("ftruncate", file) ? -1 : NEXT(ftruncate)(file, length); }
int ftruncate64(int file, off64_t length) { return file_fails("ftruncate", file) ? -1 : NEXT(ftruncate64)(file, length); }
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    return file_fails("pwrite", file) ? -1 : NEXT(pwrite)(file, bytes, length, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    return file_fails("pwrite", file) ? -1 : NEXT(pwrite64)(file, bytes, length, at);
}

static int opening(const char *path, int flags) {
    return (flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)) && fails("open", path);
}
#define MODE(mode) \
    mode_t mode = 0; \
    if (flags & O_CREAT) { \
        va_list list; \
        va_start(list, flags); \
        mode = va_arg(list, mode_t); \
        va_end(list); \
    }
int open(const char *path, int flags, ...) {
    MODE(mode)
    return opening(path, flags) ? -1 : NEXT(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(mode)
    return opening(path, flags) ? -1 : NEXT(open64)(path, flags, mode);
}
