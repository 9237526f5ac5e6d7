#ifndef HALLMARK_CLIBCURL_SHIM_H
#define HALLMARK_CLIBCURL_SHIM_H

#include <curl/curl.h>

// Swift cannot call C functions with variable arguments, so each shape of curl_easy_setopt that is used has a wrapper.

#endif
