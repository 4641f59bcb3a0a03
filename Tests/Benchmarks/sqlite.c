// The same work by SQLite: one committer, group commit of all that has gathered, WAL and synchronous=FULL.
// usage: sqlite DIR SECONDS IN_FLIGHT plain|sealed      prints one line of JSON
// A row is a number and, plain, a SHA-256 over the last row's and the payload, and a payload of 280 bytes. Sealed it is
// what the journal keeps: the leaf's hash and an entry of 52 bytes in clear, nonce, ciphertext and tag; and
// the hashes of the tree above the leaves are made. One producer keeps IN_FLIGHT rows on their way and is woken once for each commit.
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAYLOAD = 280, HEADER = 52, NONCE = 12, TAG = 16, ENTRY = HEADER + NONCE + PAYLOAD + TAG, HASH = 32, MOST = 4096, SAMPLES = 1 << 23 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t handed_in = PTHREAD_COND_INITIALIZER, committed = PTHREAD_COND_INITIALIZER;
static double waiting[MOST], durable[MOST];
static int waiting_count, durable_count, is_over, is_sealed;
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

static EVP_MD *sha256;
static EVP_MD_CTX *context;

static void hash_of(unsigned char *hash, const void *a, size_t a_count, const void *b, size_t b_count) {
    check(EVP_DigestInit_ex(context, sha256, 0) && EVP_DigestUpdate(context, a, a_count) && EVP_DigestUpdate(context, b, b_count) &&
          EVP_DigestFinal_ex(context, hash, 0));
}

// An entry, its leaf's hash, and the hashes of all subtrees that it closes.
static void seal(unsigned char *entry, unsigned char *leaf, const unsigned char *payload, const unsigned char *nonce) {
    static EVP_CIPHER_CTX *cipher;
    static unsigned char subtrees[64][HASH];
    static unsigned long size;
    int rest;
    if (!cipher) {
        unsigned char key[32];
        check(RAND_bytes(key, sizeof key) == 1 && (cipher = EVP_CIPHER_CTX_new()) &&
              EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), 0, key, 0));
    }
    memset(entry, 0, HEADER);
    memcpy(entry + HEADER, nonce, NONCE);
    unsigned char *text = entry + HEADER + NONCE;
    check(EVP_EncryptInit_ex(cipher, 0, 0, 0, nonce) && EVP_EncryptUpdate(cipher, 0, &rest, entry, HEADER) &&
          EVP_EncryptUpdate(cipher, text, &rest, payload, PAYLOAD) && EVP_EncryptFinal_ex(cipher, text + PAYLOAD, &rest) &&
          EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, TAG, text + PAYLOAD));
    hash_of(leaf, "", 1, entry, ENTRY);
    unsigned char node[HASH], pair[1 + HASH];
    memcpy(node, leaf, HASH);
    int level = 0;
    for (unsigned long left = size++; left & 1; left >>= 1, level++) {
        pair[0] = 1;
        memcpy(pair + 1, subtrees[level], HASH);
        hash_of(node, pair, sizeof pair, node, HASH);
    }
    memcpy(subtrees[level], node, HASH);
}

static void *commit(void *unused) {
    (void)unused;
    sqlite3_stmt *begin, *insert, *end;
    check(!sqlite3_prepare_v2(database, "BEGIN", -1, &begin, 0));
    check(!sqlite3_prepare_v2(database, "INSERT INTO journal(hash, payload) VALUES(?, ?)", -1, &insert, 0));
    check(!sqlite3_prepare_v2(database, "COMMIT", -1, &end, 0));
    sha256 = EVP_MD_fetch(0, "SHA256", 0);
    context = EVP_MD_CTX_new();
    static unsigned char hash[HASH], payload[PAYLOAD], entry[ENTRY], nonces[MOST * NONCE];
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
        if (is_sealed) check(RAND_bytes(nonces, count * NONCE) == 1);
        for (int i = 0; i < count; i++) {
            if (is_sealed) seal(entry, hash, payload, nonces + i * NONCE);
            else hash_of(hash, hash, sizeof hash, payload, sizeof payload);
            sqlite3_bind_blob(insert, 1, hash, sizeof hash, SQLITE_STATIC);
            if (is_sealed) sqlite3_bind_blob(insert, 2, entry, sizeof entry, SQLITE_STATIC);
            else sqlite3_bind_blob(insert, 2, payload, sizeof payload, SQLITE_STATIC);
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
    if (count != 5) return 2;
    is_sealed = !strcmp(arguments[4], "sealed");
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
    printf("{\"bench\":\"sqlite%s\",\"inFlight\":%d,\"perSecond\":%.0f,\"p50Microseconds\":%.0f,\"p99Microseconds\":%.0f}\n",
           is_sealed ? " sealed" : "", in_flight, done / elapsed, latencies[done / 2], latencies[(long)done * 99 / 100]);
    return 0;
}
