#pragma once
/* Memory for one parse: handed out by moving a pointer, given back all at once.

   One arena a process, for one thread at a time. When the budget is exceeded, or the system has no
   more memory, `carena_exhausted` is called and must not return: the C library that allocates here
   cannot carry on without memory, and calls abort() itself when malloc fails. */
#include <stddef.h>

/* The three functions a C library asks for, in the order cmark_mem has them. */
typedef struct {
  void *_Nullable (*_Nonnull zeroed)(size_t count, size_t size);
  void *_Nullable (*_Nonnull resize)(void *_Nullable old, size_t size);
  void (*_Nonnull release)(void *_Nullable old);
} carena_functions;

carena_functions *_Nonnull carena_allocator(void);
/* The process ends with this status when more than `bytes` are in use at once. */
void carena_set_budget(size_t bytes, int exit_status);
/* Forgets every allocation; keeps a little memory for the next parse. */
void carena_reset(void);
