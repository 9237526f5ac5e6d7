/* What a careful C programmer would write by hand for these cases: the same checks, and a JUnit testcase a case.
 *
 * The body is parsed into a tree as a JSON document (RFC 8259), once; a field is compared, an identifier is matched
 * with the pattern of a UUID, and the elements of a list are counted. */
#include <curl/curl.h>
#include <pthread.h>
#include <regex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct value {
    enum { OBJECT, ARRAY, STRING, OTHER } kind;
    char *name;
    char *text;
    struct value *first, *last, *next;
    size_t count;
};

struct answer {
    char *body;
    size_t length, capacity;
    int is_json;
};

struct parser {
    const char *at, *end;
};

static const char *url;
static long count;
static atomic_long next_case;
static atomic_long failures;
static FILE *report;
static pthread_mutex_t report_lock = PTHREAD_MUTEX_INITIALIZER;

static void blanks(struct parser *parser)
{
    while (parser->at < parser->end && strchr(" \t\r\n", *parser->at))
        parser->at++;
}

static char *string(struct parser *parser)
{
    if (parser->at == parser->end || *parser->at != '"')
        return NULL;
    const char *start = ++parser->at;
    while (parser->at < parser->end && *parser->at != '"')
        parser->at += *parser->at == '\\' ? 2 : 1;
    if (parser->at >= parser->end)
        return NULL;
    char *text = strndup(start, (size_t)(parser->at - start));
    parser->at++;
    return text;
}

static void release(struct value *value)
{
    while (value) {
        struct value *next = value->next;
        release(value->first);
        free(value->name);
        free(value->text);
        free(value);
        value = next;
    }
}

static struct value *parse(struct parser *parser)
{
    blanks(parser);
    if (parser->at == parser->end)
        return NULL;
    struct value *value = calloc(1, sizeof *value);
    char open = *parser->at;
    if (open == '"') {
        value->kind = STRING;
        value->text = string(parser);
        return value;
    }
    if (open != '{' && open != '[') {
        const char *start = parser->at;
        while (parser->at < parser->end && !strchr(",]} \t\r\n", *parser->at))
            parser->at++;
        value->kind = OTHER;
        value->text = strndup(start, (size_t)(parser->at - start));
        return value;
    }
    value->kind = open == '{' ? OBJECT : ARRAY;
    char close = open == '{' ? '}' : ']';
    parser->at++;
    blanks(parser);
    while (parser->at < parser->end && *parser->at != close) {
        char *name = NULL;
        if (open == '{') {
            name = string(parser);
            blanks(parser);
            if (!name || parser->at == parser->end || *parser->at++ != ':')
                break;
        }
        struct value *child = parse(parser);
        if (!child)
            break;
        child->name = name;
        if (value->last)
            value->last->next = child;
        else
            value->first = child;
        value->last = child;
        value->count++;
        blanks(parser);
        if (parser->at < parser->end && *parser->at == ',') {
            parser->at++;
            blanks(parser);
        }
    }
    if (parser->at < parser->end)
        parser->at++;
    return value;
}

static struct value *member(struct value *object, const char *name)
{
    for (struct value *child = object ? object->first : NULL; child; child = child->next)
        if (child->name && !strcmp(child->name, name))
            return child;
    return NULL;
}

static size_t keep(char *data, size_t size, size_t many, void *user)
{
    struct answer *answer = user;
    size_t bytes = size * many;
    if (answer->length + bytes > answer->capacity) {
        answer->capacity = (answer->length + bytes) * 2;
        answer->body = realloc(answer->body, answer->capacity);
    }
    memcpy(answer->body + answer->length, data, bytes);
    answer->length += bytes;
    return bytes;
}

static size_t header(char *data, size_t size, size_t many, void *user)
{
    struct answer *answer = user;
    const char *wanted = "content-type: application/json";
    size_t bytes = size * many;
    if (bytes == strlen(wanted) + 2 && !strncasecmp(data, wanted, strlen(wanted)))
        answer->is_json = 1;
    return bytes;
}

static const char *judge(CURL *handle, struct answer *answer, regex_t *uuid)
{
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200)
        return "the status is not 200";
    if (!answer->is_json)
        return "the content type is not application/json";
    struct parser parser = {answer->body, answer->body + answer->length};
    struct value *document = parse(&parser);
    struct value *name = member(document, "name"), *id = member(document, "id"), *items = member(document, "items");
    const char *wrong = NULL;
    if (!name || name->kind != STRING || strcmp(name->text, "bench"))
        wrong = "the name is not bench";
    else if (!id || id->kind != STRING || regexec(uuid, id->text, 0, NULL, 0))
        wrong = "the id is no UUID";
    else if (!items || items->kind != ARRAY || items->count != 10)
        wrong = "there are not ten items";
    release(document);
    return wrong;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void *work(void *unused)
{
    (void)unused;
    struct answer answer = {0};
    regex_t uuid;
    regcomp(&uuid, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", REG_EXTENDED | REG_NOSUB);
    CURL *handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    long number;
    while ((number = atomic_fetch_add(&next_case, 1)) < count) {
        double start = now();
        answer.length = 0;
        answer.is_json = 0;
        CURLcode code = curl_easy_perform(handle);
        const char *wrong = code == CURLE_OK ? judge(handle, &answer, &uuid) : curl_easy_strerror(code);
        if (wrong)
            atomic_fetch_add(&failures, 1);
        pthread_mutex_lock(&report_lock);
        fprintf(report, "<testcase classname=\"bench\" name=\"case-%ld\" time=\"%.6f\"", number, now() - start);
        if (wrong)
            fprintf(report, "><failure message=\"%s\"/></testcase>\n", wrong);
        else
            fputs("/>\n", report);
        pthread_mutex_unlock(&report_lock);
    }
    curl_easy_cleanup(handle);
    regfree(&uuid);
    free(answer.body);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: checked URL COUNT WIDTH JUNIT-FILE\n");
        return 2;
    }
    url = argv[1];
    count = atol(argv[2]);
    int width = atoi(argv[3]);
    if (count < 1 || width < 1 || width > 256 || !(report = fopen(argv[4], "w")))
        return 2;
    fprintf(report, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"bench\" tests=\"%ld\">\n", count);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_t threads[256];
    for (int i = 0; i < width; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < width; i++)
        pthread_join(threads[i], NULL);
    fputs("</testsuite>\n", report);
    return fclose(report) == 0 && atomic_load(&failures) == 0 ? 0 : 1;
}
