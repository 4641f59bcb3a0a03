// A disk whose flush takes a known time: LD_PRELOAD this, and each fdatasync and fsync takes FLUSH_MICROSECONDS more.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int flush(const char *name, int descriptor) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *text = getenv("FLUSH_MICROSECONDS");
    long microseconds = text ? atol(text) : 0;
    struct timespec pause = {microseconds / 1000000, microseconds % 1000000 * 1000};
    while (microseconds && clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, &pause)) {}
    return real(descriptor);
}

int fdatasync(int descriptor) { return flush("fdatasync", descriptor); }
int fsync(int descriptor) { return flush("fsync", descriptor); }
