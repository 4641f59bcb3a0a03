// A disk that misbehaves, for a program that knows nothing of it: LD_PRELOAD this, and the N-th system call that changes
// something below FAULT_ROOT fails in the way that is asked for, whatever thread makes it.
//
//   FAULT_ROOT   the directory that counts; nothing else is touched
//   FAULT_CALL   open, pwrite, fdatasync (fsync too), rename, ftruncate, fallocate, or any
//   FAULT_AT     its number among these, from 1; 0 for none
//   FAULT_HOW    kill      the process dies before the call
//                killed    the process dies right after the call
//                failed    the call is not made, and says FAULT_CODE
//                persisted the call is made, and says FAULT_CODE all the same
//                torn      half of a write is made, and says FAULT_CODE
//                lie       a flush is not made, and says that it was (from FAULT_AT on)
//   FAULT_FOREVER  every such call from the N-th on
//   FAULT_COUNT  a file to write to, at the end, how many there were
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
#include <sys/types.h>
#include <unistd.h>

static atomic_long count;
enum verdict { GO, FAIL, AFTER, TEAR, DIE_AFTER, LIE };

static int is_below(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    return root && path && !strncmp(path, root, strlen(root));
}

static int is_below_fd(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return is_below(path);
}

static enum verdict judge(const char *call) {
    const char *wanted = getenv("FAULT_CALL"), *how = getenv("FAULT_HOW");
    if (!wanted || !how || (strcmp(wanted, "any") && strcmp(wanted, call))) return GO;
    long number = atomic_fetch_add(&count, 1) + 1, at = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "0");
    if (!at || number < at || (number > at && !getenv("FAULT_FOREVER") && strcmp(how, "lie"))) return GO;
    if (!strcmp(how, "kill")) kill(getpid(), SIGKILL);
    if (!strcmp(how, "killed")) return DIE_AFTER;
    if (!strcmp(how, "persisted")) return AFTER;
    if (!strcmp(how, "torn")) return TEAR;
    if (!strcmp(how, "lie")) return LIE;
    return FAIL;
}

static int code(void) { return atoi(getenv("FAULT_CODE") ? getenv("FAULT_CODE") : "5"); }

// Makes the call as the outcome has it; what fails says so in errno.
#define CARRY_OUT(outcome, made)                                                    \
    do {                                                                            \
        enum verdict said = (outcome);                                              \
        if (said == FAIL || said == TEAR) { errno = code(); return -1; }            \
        long result = (made);                                                       \
        if (said == DIE_AFTER) kill(getpid(), SIGKILL);                             \
        if (said == AFTER) { errno = code(); return -1; }                           \
        return result;                                                              \
    } while (0)

static int open_as(const char *name, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
    if (!is_below(path)) return real(path, flags, mode);
    enum verdict v = judge("open");
    if (v == FAIL || v == TEAR) { errno = code(); return -1; }
    int fd = real(path, flags, mode);
    if (v == DIE_AFTER) kill(getpid(), SIGKILL);
    if (v == AFTER && fd >= 0) { close(fd); errno = code(); return -1; }
    return fd;
}

int open(const char *path, int flags, ...) {
    va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list);
    return open_as("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list);
    return open_as("open64", path, flags, mode);
}

static ssize_t pwrite_as(const char *name, int fd, const void *bytes, size_t n, off_t at) {
    ssize_t (*real)(int, const void *, size_t, off_t) = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, name);
    if (!is_below_fd(fd)) return real(fd, bytes, n, at);
    enum verdict v = judge("pwrite");
    if (v == TEAR) { real(fd, bytes, n / 2, at); errno = code(); return -1; }
    CARRY_OUT(v, real(fd, bytes, n, at));
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return pwrite_as("pwrite", fd, bytes, n, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at) { return pwrite_as("pwrite64", fd, bytes, n, at); }

static int flush_as(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (!is_below_fd(fd)) return real(fd);
    enum verdict v = judge("fdatasync");
    if (v == LIE) return 0;
    CARRY_OUT(v, real(fd));
}

int fdatasync(int fd) { return flush_as("fdatasync", fd); }
int fsync(int fd) { return flush_as("fsync", fd); }

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    if (!is_below(to)) return real(from, to);
    CARRY_OUT(judge("rename"), real(from, to));
}

int ftruncate(int fd, off_t size) {
    int (*real)(int, off_t) = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate");
    if (!is_below_fd(fd)) return real(fd, size);
    CARRY_OUT(judge("ftruncate"), real(fd, size));
}

int posix_fallocate(int fd, off_t at, off_t size) {
    int (*real)(int, off_t, off_t) = (int (*)(int, off_t, off_t))dlsym(RTLD_NEXT, "posix_fallocate");
    if (!is_below_fd(fd)) return real(fd, at, size);
    enum verdict v = judge("fallocate");
    if (v == FAIL || v == TEAR) return code();
    int result = real(fd, at, size);
    if (v == DIE_AFTER) kill(getpid(), SIGKILL);
    return v == AFTER ? code() : result;
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("FAULT_COUNT");
    if (!path) return;
    char line[32];
    int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (fd >= 0 && write(fd, line, snprintf(line, sizeof line, "%ld\n", (long)count)) > 0) close(fd);
}
