/* The least that libcurl needs: COUNT requests to URL over WIDTH threads, a reused handle each, no checks. */
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static const char *url;
static long count;
static atomic_long next_case;
static atomic_long failures;

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
    CURL *handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &sum);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    while (atomic_fetch_add(&next_case, 1) < count)
        if (curl_easy_perform(handle) != CURLE_OK)
            atomic_fetch_add(&failures, 1);
    curl_easy_cleanup(handle);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: bare URL COUNT WIDTH\n");
        return 2;
    }
    url = argv[1];
    count = atol(argv[2]);
    int width = atoi(argv[3]);
    if (count < 1 || width < 1 || width > 256)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t threads[256];
    for (int i = 0; i < width; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < width; i++)
        pthread_join(threads[i], NULL);
    return atomic_load(&failures) == 0 ? 0 : 1;
}
