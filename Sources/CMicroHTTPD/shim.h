#pragma once
#include <microhttpd.h>
#include <string.h>

/* What Swift cannot call or see: variadic functions, constants behind casts, unions. */

/* The library would decode the path before we see it, and a decoded NUL would cut it short. */
static inline size_t cmhd_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
  (void)context;
  (void)connection;
  return strlen(text);
}

/* Where the version stands if the target holds no NUL byte, behind which its text would be cut off
   unseen. The library hands the result to the handler as the request's first context. */
static inline void *cmhd_end_of_target(
    void *context, const char *target, struct MHD_Connection *connection) {
  (void)context;
  (void)connection;
  return (void *)(target + strlen(target) + 1);
}

struct cmhd_limits {
  size_t memory_bytes;
  unsigned idle_seconds;
  unsigned connections;
};

/* Serves a listening socket on one thread of the library's own; NULL when it cannot be started.
   Paired with MHD_stop_daemon, which also closes the socket. */
static inline struct MHD_Daemon *_Nullable cmhd_start(
    int socket, struct cmhd_limits limits, MHD_AccessHandlerCallback _Nonnull handler,
    void *_Nullable context) {
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handler, context,
      MHD_OPTION_LISTEN_SOCKET, (MHD_socket)socket,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.memory_bytes,
      MHD_OPTION_CONNECTION_TIMEOUT, limits.idle_seconds,
      MHD_OPTION_CONNECTION_LIMIT, limits.connections,
      MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_UNESCAPE_CALLBACK, &cmhd_keep_escapes, NULL,
      MHD_OPTION_URI_LOG_CALLBACK, &cmhd_end_of_target, NULL,
      MHD_OPTION_END);
}

/* The socket of a connection, -1 when there is none. */
static inline int cmhd_socket(struct MHD_Connection *_Nonnull connection) {
  const union MHD_ConnectionInfo *found =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return found ? found->connect_fd : -1;
}

/* Bytes of the request line and the headers. */
static inline size_t cmhd_header_bytes(struct MHD_Connection *_Nonnull connection) {
  const union MHD_ConnectionInfo *found =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return found ? found->header_size : 0;
}

static inline int cmhd_headers(
    struct MHD_Connection *_Nonnull connection, MHD_KeyValueIterator _Nonnull each,
    void *_Nullable context) {
  return MHD_get_connection_values(connection, MHD_HEADER_KIND, each, context);
}

static inline const char *_Nullable cmhd_argument(
    struct MHD_Connection *_Nonnull connection, const char *_Nonnull name) {
  return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
}

/* A body of unknown length, read piece by piece; `release` is called once, whatever happens. */
static inline struct MHD_Response *_Nullable cmhd_stream(
    MHD_ContentReaderCallback _Nonnull reader, void *_Nullable context,
    MHD_ContentReaderFreeCallback _Nonnull release) {
  return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, reader, context, release);
}

static inline ssize_t cmhd_end_of_stream(void) { return MHD_CONTENT_READER_END_OF_STREAM; }
