/* Sends COUNT requests to URL over WIDTH threads, a reused connection each, and prints as JSON what that took the
 * server. BODY is sent by POST when it is not empty; a %ld in it becomes the number of the request. PID is the server:
 * its CPU time is what counts where other programs take part of the machine. Any status but STATUS is a failure. */
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *url, *body;
static struct curl_slist *headers;
static long count, status;
static atomic_long next_request;
static atomic_long failures;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* User and system time of a process in seconds; it has a resolution of a clock tick, so COUNT must not be small. */
static double cpu_time(const char *pid)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file)) {
        perror(path);
        exit(2);
    }
    fclose(file);
    const char *rest = strrchr(line, ')');
    unsigned long user, system;
    if (!rest || sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        exit(2);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static size_t drop(char *data, size_t size, size_t many, void *sum)
{
    (void)data;
    *(size_t *)sum += size * many;
    return size * many;
}

static void *work(void *unused)
{
    (void)unused;
    size_t sum = 0;
    long number;
    char text[1024];
    CURL *handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &sum);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    while ((number = atomic_fetch_add(&next_request, 1)) < count) {
        long answered = 0;
        if (*body) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(text, sizeof text, body, number);
#pragma GCC diagnostic pop
            curl_easy_setopt(handle, CURLOPT_POSTFIELDS, text);
        }
        if (curl_easy_perform(handle) != CURLE_OK
            || curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answered) != CURLE_OK || answered != status)
            atomic_fetch_add(&failures, 1);
    }
    curl_easy_cleanup(handle);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc < 7) {
        fprintf(stderr, "usage: load PID URL COUNT WIDTH STATUS BODY [HEADER...]\n");
        return 2;
    }
    url = argv[2];
    count = atol(argv[3]);
    int width = atoi(argv[4]);
    status = atol(argv[5]);
    body = argv[6];
    if (count < 1 || count > 10000000 || width < 1 || width > 256)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    for (int i = 7; i < argc; i++)
        headers = curl_slist_append(headers, argv[i]);
    double cpu = cpu_time(argv[1]), start = now();
    pthread_t threads[256];
    for (int i = 0; i < width; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < width; i++)
        pthread_join(threads[i], NULL);
    double wall = now() - start;
    cpu = cpu_time(argv[1]) - cpu;
    printf("{\"requests\": %ld, \"failures\": %ld, \"wall\": %.6f, \"cpu\": %.6f}\n", count, atomic_load(&failures),
           wall, cpu);
    curl_slist_free_all(headers);
    return atomic_load(&failures) == 0 ? 0 : 1;
}
