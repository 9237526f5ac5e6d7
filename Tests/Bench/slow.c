/* A server that answers each request on 127.0.0.1 with one file, after so many milliseconds; prints its port. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char response[65536];
static size_t length;
static long milliseconds;

static void *serve(void *argument)
{
    int connection = (int)(intptr_t)argument;
    char request[8192];
    size_t have = 0;
    for (;;) {
        ssize_t count = read(connection, request + have, sizeof request - 1 - have);
        if (count <= 0)
            break;
        have += (size_t)count;
        request[have] = 0;
        if (!strstr(request, "\r\n\r\n")) {
            if (have == sizeof request - 1)
                break;
            continue;
        }
        have = 0;
        struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000};
        nanosleep(&pause, NULL);
        if (write(connection, response, length) != (ssize_t)length)
            break;
    }
    close(connection);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    FILE *file = fopen(argv[1], "r");
    if (!file)
        return 2;
    static char body[32768];
    size_t size = fread(body, 1, sizeof body, file);
    fclose(file);
    length = (size_t)snprintf(response, sizeof response,
                              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", size);
    memcpy(response + length, body, size);
    length += size;
    milliseconds = atol(argv[2]);
    signal(SIGPIPE, SIG_IGN);
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof address;
    if (bind(server, (struct sockaddr *)&address, bytes) || listen(server, 512) ||
        getsockname(server, (struct sockaddr *)&address, &bytes))
        return 1;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
    for (;;) {
        int connection = accept(server, NULL, NULL);
        if (connection < 0)
            continue;
        int on = 1;
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        pthread_t thread;
        if (pthread_create(&thread, &small, serve, (void *)(intptr_t)connection))
            close(connection);
    }
}
