#pragma once
/* Linux calls that are variadic or behind _GNU_SOURCE, which Swift's Glibc module lacks. */
#include <spawn.h>
#include <stddef.h>
#include <sys/types.h>

int clinux_openat(int directory, const char *_Nonnull path, int flags, unsigned mode);
/* Opens what lies below a folder with no link followed on the way, in one call; not on every kernel. */
int clinux_open_beneath(int directory, const char *_Nonnull path, int flags);
int clinux_rename_exchange(const char *_Nonnull a, const char *_Nonnull b);
int clinux_rename_noreplace(const char *_Nonnull from, const char *_Nonnull to);
int clinux_pipe2(int *_Nonnull descriptors, int flags);
int clinux_spawn_closefrom(posix_spawn_file_actions_t *_Nonnull actions, int lowest);
int clinux_set_limit(int resource, unsigned long long soft, unsigned long long hard);
/* Exclusive and without waiting; Swift cannot tell the function flock from the struct. */
int clinux_lock(int descriptor);
int clinux_unlock(int descriptor);
int clinux_syncfs(int descriptor);
int clinux_spawn_chdir(posix_spawn_file_actions_t *_Nonnull actions, const char *_Nonnull path);
/* SIGPROF after that much processor time of the whole process; 0 takes the timer back. */
int clinux_set_cpu_timer(long microseconds);
int clinux_widen_pipe(int descriptor, int bytes);
/* SIGTERM for this process as soon as its parent is gone. */
int clinux_end_with_parent(void);

/* A program under a keeper: a process between the caller and the program that inherits whatever
   the program leaves behind, and ends all of it when the program ends, or when the other end of
   `life` is closed, by whatever end of the caller. */
struct clinux_kept {
  const char *_Nonnull program;
  char *_Nullable const *_Nonnull arguments;
  char *_Nullable const *_Nonnull environment;
  const char *_Nullable directory;
  int streams[3];
  int life;
  /* Of the program and each of its children; 0 for no limit. */
  unsigned long long address_space;
};
/* The keeper, which ends as the program does; negative: the number of an error. */
pid_t clinux_spawn_kept(const struct clinux_kept *_Nonnull request);
