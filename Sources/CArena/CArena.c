#include "CArena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Small allocations are cut from chunks. Large ones are buffers that grow by doubling, so they get
   memory of their own: in a chunk every outgrown copy would stay until the reset. */
enum { CHUNK = 256 << 10, LARGE = 32 << 10, KEPT_CHUNKS = 8 };

typedef struct chunk {
  struct chunk *next;
  size_t used, capacity;
} chunk;

typedef struct large {
  struct large *next, *previous;
} large;

/* Before every allocation: its size, and whether it stands alone. 16 bytes keep alignment. */
typedef struct {
  size_t size, is_large;
} header;

static chunk *first, *current;
static large *larges;
static size_t in_use, budget = SIZE_MAX;
static int status_when_exhausted = 77;

static void charge(size_t bytes) {
  in_use += bytes;
  if (in_use > budget) _exit(status_when_exhausted);
}

static void *allocate(size_t bytes) {
  void *memory = malloc(bytes);
  if (!memory) _exit(status_when_exhausted);
  return memory;
}

static header *add_large(size_t size) {
  charge(size);
  large *link = allocate(sizeof(large) + sizeof(header) + size);
  link->next = larges;
  link->previous = NULL;
  if (larges) larges->previous = link;
  larges = link;
  header *head = (header *)(link + 1);
  *head = (header){size, 1};
  return head;
}

static void next_chunk(void) {
  chunk *following = current ? current->next : first;
  if (!following) {
    charge(CHUNK);
    following = allocate(sizeof(chunk) + CHUNK + 16);
    following->next = NULL;
    following->capacity = CHUNK;
    if (current) current->next = following; else first = following;
  }
  following->used = 0;
  current = following;
}

static unsigned char *chunk_memory(chunk *c) {
  return (unsigned char *)(((uintptr_t)(c + 1) + 15) & ~(uintptr_t)15);
}

static void *reserve(size_t size) {
  if (size > SIZE_MAX / 2) _exit(status_when_exhausted);
  size = (size + 15) & ~(size_t)15;
  if (size >= LARGE) return add_large(size) + 1;
  size_t whole = size + sizeof(header);
  if (!current || current->used + whole > current->capacity) next_chunk();
  header *head = (header *)(chunk_memory(current) + current->used);
  current->used += whole;
  *head = (header){size, 0};
  return head + 1;
}

static void *zeroed(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) _exit(status_when_exhausted);
  return memset(reserve(bytes), 0, bytes);
}

static void drop(header *head) {
  large *link = (large *)head - 1;
  if (link->previous) link->previous->next = link->next; else larges = link->next;
  if (link->next) link->next->previous = link->previous;
  in_use -= head->size;
  free(link);
}

static void release(void *old) {
  if (old && ((header *)old - 1)->is_large) drop((header *)old - 1);
}

static void *resize(void *old, size_t size) {
  if (!old) return reserve(size);
  header *head = (header *)old - 1;
  if (head->size >= size) return old;
  void *grown = reserve(size);
  memcpy(grown, old, head->size);
  if (head->is_large) drop(head);
  return grown;
}

static carena_functions functions = {zeroed, resize, release};

carena_functions *carena_allocator(void) { return &functions; }

void carena_set_budget(size_t bytes, int exit_status) {
  budget = bytes;
  status_when_exhausted = exit_status;
}

void carena_reset(void) {
  while (larges) drop((header *)(larges + 1));
  chunk *last = first;
  for (int kept = 1; last && kept < KEPT_CHUNKS; kept++) last = last->next;
  if (last) {
    for (chunk *c = last->next, *after; c; c = after) {
      after = c->next;
      in_use -= CHUNK;
      free(c);
    }
    last->next = NULL;
  }
  current = NULL;
}
