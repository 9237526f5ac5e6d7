#ifndef HALLMARK_CLIBCURL_SHIM_H
#define HALLMARK_CLIBCURL_SHIM_H

#include <stdint.h>
#ifdef __linux__
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif
#include <curl/curl.h>
#include <malloc.h>

// Swift cannot call C functions with variable arguments. Each wrapper gives one argument type of curl_easy_setopt or
// curl_easy_getinfo a name of its own, so that a wrong type is an error when compiling and not a broken stack.

// Numbers and switches: libcurl reads a long, which is not an int on every machine.
static inline CURLcode hallmark_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

// Sizes that may pass 2 GiB: libcurl reads a curl_off_t, which is not a long on every machine.
static inline CURLcode hallmark_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// Texts: libcurl copies them, so they need not outlive the call; a null pointer unsets the option.
static inline CURLcode hallmark_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// Request content: libcurl keeps the pointer and copies nothing, so the bytes must outlive the transfer.
static inline CURLcode hallmark_set_content(CURL *handle, const void *bytes) {
    return curl_easy_setopt(handle, CURLOPT_POSTFIELDS, bytes);
}

// Lists: libcurl keeps the pointer, so the list must outlive the transfer.
static inline CURLcode hallmark_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

// The buffer for the error text: it must hold CURL_ERROR_SIZE bytes and outlive the transfer.
static inline CURLcode hallmark_set_error_buffer(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

// The callbacks come together with the pointer that they are given, so that none runs with another's context.
static inline CURLcode hallmark_set_callbacks(
    CURL *handle, curl_write_callback header, curl_write_callback content, curl_debug_callback debug,
    curl_xferinfo_callback progress, curl_prereq_callback ready, curl_sockopt_callback opened,
    curl_closesocket_callback closing, void *context) {
    CURLcode codes[] = {
        curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header),
        curl_easy_setopt(handle, CURLOPT_HEADERDATA, context),
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, content),
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, context),
        curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, debug),
        curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context),
        curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, progress),
        curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context),
        curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, ready),
        curl_easy_setopt(handle, CURLOPT_PREREQDATA, context),
        curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, opened),
        curl_easy_setopt(handle, CURLOPT_SOCKOPTDATA, context),
        curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, closing),
        curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, context),
    };
    for (unsigned long index = 0; index < sizeof codes / sizeof codes[0]; index++) {
        if (codes[index] != CURLE_OK) {
            return codes[index];
        }
    }
    return CURLE_OK;
}

// Times in microseconds and byte counts: the _T answers are written as curl_off_t.
static inline CURLcode hallmark_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

// Counts and ports: written as long.
static inline CURLcode hallmark_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

// Texts: the pointer belongs to libcurl and is good until the handle is used again.
static inline CURLcode hallmark_get_text(CURL *handle, CURLINFO info, const char **value) {
    return curl_easy_getinfo(handle, info, (char **)value);
}

// The socket of the connection that the last transfer left open, or CURL_SOCKET_BAD.
static inline CURLcode hallmark_get_socket(CURL *handle, curl_socket_t *value) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}

// Lets glibc give large blocks back to the system as soon as they are free; other C libraries do so by themselves.
static inline void hallmark_return_large_blocks(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 512 << 10);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    mallopt(M_ARENA_MAX, 4);
#endif
}

// Gives free memory back to the system, of all threads.
static inline void hallmark_give_back_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

#ifdef __linux__
// What dl_iterate_phdr(3) tells of a file. The header has it only for _GNU_SOURCE, which would make other types of this
// module differ from those of others.
struct hallmark_mapped_file {
    ElfW(Addr) address;
    const char *name;
    const ElfW(Phdr) *headers;
    ElfW(Half) count;
};

extern int hallmark_for_each_file(int (*each)(struct hallmark_mapped_file *, size_t, void *), void *)
    __asm__("dl_iterate_phdr");

// Whether a file has segments that are not to be written to and were, to put addresses into them.
static inline int hallmark_has_text_relocations(const struct hallmark_mapped_file *file) {
    for (int i = 0; i < file->count; i++) {
        if (file->headers[i].p_type != PT_DYNAMIC) continue;
        const ElfW(Dyn) *entry = (const ElfW(Dyn) *)(file->address + file->headers[i].p_vaddr);
        for (; entry->d_tag != DT_NULL; entry++)
            if (entry->d_tag == DT_TEXTREL || (entry->d_tag == DT_FLAGS && entry->d_un.d_val & DF_TEXTREL)) return 1;
    }
    return 0;
}

static inline int hallmark_give_back_file(struct hallmark_mapped_file *file, size_t size, void *page) {
    (void)size;
    if (hallmark_has_text_relocations(file)) return 0;
    uintptr_t whole = *(uintptr_t *)page;
    for (int i = 0; i < file->count; i++) {
        if (file->headers[i].p_type != PT_LOAD || file->headers[i].p_flags & PF_W) continue;
        uintptr_t start = file->address + file->headers[i].p_vaddr;
        uintptr_t end = start + file->headers[i].p_filesz;
        start = (start + whole - 1) / whole * whole;
        end = end / whole * whole;
        if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 0;
}
#endif

// Lets go of the pages of the program's files, its libraries included, that nothing writes to; what is used again is
// mapped again.
//
// Why this loses nothing: a page of a segment without PF_W is never written, unless its file says so, so the file has the
// same bytes. Only pages that lie in such a segment as a whole are named, since the first and the last may be shared with
// a segment that is written.
static inline void hallmark_give_back_code(void) {
#ifdef __linux__
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    hallmark_for_each_file(hallmark_give_back_file, &page);
#endif
}

#endif
