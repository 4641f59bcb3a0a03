// The same work by SQLite: one committer, group commit of all that has gathered, WAL and synchronous=FULL.
// usage: sqlite DIR SECONDS IN_FLIGHT      prints one line of JSON
// A row is a number, a SHA-256 over the last row's and the payload, and a payload of 280 bytes. One producer keeps
// IN_FLIGHT rows on their way and is woken once for each commit.
#include <openssl/evp.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAYLOAD = 280, MOST = 4096, SAMPLES = 1 << 23 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t handed_in = PTHREAD_COND_INITIALIZER, committed = PTHREAD_COND_INITIALIZER;
static double waiting[MOST], durable[MOST];
static int waiting_count, durable_count, is_over;
static sqlite3 *database;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void check(int good) {
    if (good) return;
    fprintf(stderr, "%s\n", sqlite3_errmsg(database));
    exit(1);
}

static void *commit(void *unused) {
    (void)unused;
    sqlite3_stmt *begin, *insert, *end;
    check(!sqlite3_prepare_v2(database, "BEGIN", -1, &begin, 0));
    check(!sqlite3_prepare_v2(database, "INSERT INTO journal(hash, payload) VALUES(?, ?)", -1, &insert, 0));
    check(!sqlite3_prepare_v2(database, "COMMIT", -1, &end, 0));
    EVP_MD *sha256 = EVP_MD_fetch(0, "SHA256", 0);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    static unsigned char hash[32], payload[PAYLOAD];
    static double batch[MOST];
    memset(payload, 'x', sizeof payload);
    for (;;) {
        pthread_mutex_lock(&lock);
        while (!waiting_count && !is_over) pthread_cond_wait(&handed_in, &lock);
        int count = waiting_count;
        memcpy(batch, waiting, count * sizeof *batch);
        waiting_count = 0;
        pthread_mutex_unlock(&lock);
        if (!count) return 0;
        check(sqlite3_step(begin) == SQLITE_DONE);
        sqlite3_reset(begin);
        for (int i = 0; i < count; i++) {
            EVP_DigestInit_ex(context, sha256, 0);
            EVP_DigestUpdate(context, hash, sizeof hash);
            EVP_DigestUpdate(context, payload, sizeof payload);
            EVP_DigestFinal_ex(context, hash, 0);
            sqlite3_bind_blob(insert, 1, hash, sizeof hash, SQLITE_STATIC);
            sqlite3_bind_blob(insert, 2, payload, sizeof payload, SQLITE_STATIC);
            check(sqlite3_step(insert) == SQLITE_DONE);
            sqlite3_reset(insert);
        }
        check(sqlite3_step(end) == SQLITE_DONE);
        sqlite3_reset(end);
        pthread_mutex_lock(&lock);
        memcpy(durable + durable_count, batch, count * sizeof *batch);
        durable_count += count;
        pthread_mutex_unlock(&lock);
        pthread_cond_signal(&committed);
    }
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    char path[4096];
    snprintf(path, sizeof path, "%s/journal.db", arguments[1]);
    check(!sqlite3_open(path, &database));
    check(!sqlite3_exec(database,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE journal(sequence INTEGER PRIMARY KEY, hash BLOB, payload BLOB)", 0, 0, 0));
    int in_flight = atoi(arguments[3]), free_places = in_flight, done = 0;
    double *latencies = malloc(SAMPLES * sizeof *latencies), start = now(), end = start + atof(arguments[2]) * 1e6;
    pthread_t committer;
    pthread_create(&committer, 0, commit, 0);
    while (now() < end || free_places < in_flight) {
        pthread_mutex_lock(&lock);
        while (now() < end && free_places) {
            waiting[waiting_count++] = now();
            free_places--;
        }
        pthread_cond_signal(&handed_in);
        while (!durable_count) pthread_cond_wait(&committed, &lock);
        double time = now();
        for (int i = 0; i < durable_count; i++)
            if (done < SAMPLES) latencies[done++] = time - durable[i];
        free_places += durable_count;
        durable_count = 0;
        pthread_mutex_unlock(&lock);
    }
    double elapsed = (now() - start) / 1e6;
    pthread_mutex_lock(&lock);
    is_over = 1;
    pthread_cond_signal(&handed_in);
    pthread_mutex_unlock(&lock);
    pthread_join(committer, 0);
    sqlite3_close(database);
    qsort(latencies, done, sizeof *latencies, compare);
    printf("{\"bench\":\"sqlite\",\"inFlight\":%d,\"perSecond\":%.0f,\"p50Microseconds\":%.0f,\"p99Microseconds\":%.0f}\n",
           in_flight, done / elapsed, latencies[done / 2], latencies[(long)done * 99 / 100]);
    return 0;
}
