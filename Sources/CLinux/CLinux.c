#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

int clinux_openat(int directory, const char *path, int flags, unsigned mode) {
  return openat(directory, path, flags, mode);
}
int clinux_open_beneath(int directory, const char *path, int flags) {
  struct open_how how = {
      .flags = (unsigned long long)flags, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}
int clinux_rename_exchange(const char *a, const char *b) {
  return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
}
int clinux_rename_noreplace(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}
int clinux_pipe2(int *descriptors, int flags) { return pipe2(descriptors, flags); }
int clinux_spawn_closefrom(posix_spawn_file_actions_t *actions, int lowest) {
  return posix_spawn_file_actions_addclosefrom_np(actions, lowest);
}
int clinux_set_limit(int resource, unsigned long long soft, unsigned long long hard) {
  struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
  return setrlimit(resource, &limit);
}
int clinux_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }
int clinux_unlock(int descriptor) { return flock(descriptor, LOCK_UN); }
int clinux_syncfs(int descriptor) { return syncfs(descriptor); }
int clinux_spawn_chdir(posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}
int clinux_set_cpu_timer(long microseconds) {
  struct itimerval timer = {
      .it_value = {.tv_sec = microseconds / 1000000, .tv_usec = microseconds % 1000000}};
  return setitimer(ITIMER_PROF, &timer, NULL);
}
int clinux_widen_pipe(int descriptor, int bytes) { return fcntl(descriptor, F_SETPIPE_SZ, bytes); }
int clinux_end_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0); }
