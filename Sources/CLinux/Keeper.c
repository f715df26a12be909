#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Everything below runs between fork and exec of a process with threads: nothing here may
   allocate, lock or call what is not safe in a signal handler. */

enum { life_end = 3, failed_start = 127 };

static void fresh_signals(void) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void limit(int resource, unsigned long long bound) {
  struct rlimit bounds = {.rlim_cur = bound, .rlim_max = bound};
  setrlimit(resource, &bounds);
}

static void become_program(const struct clinux_kept *request) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  close(life_end);
  fresh_signals();
  limit(RLIMIT_CORE, 0);
  if (request->address_space != 0) limit(RLIMIT_AS, request->address_space);
  if (request->directory == NULL || chdir(request->directory) == 0)
    execve(request->program, request->arguments, request->environment);
  _exit(failed_start);
}

/* The kernel's list of our children as text: numbers with spaces between them. */
static void kill_children(void) {
  char list[4096];
  int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t count = read(file, list, sizeof list - 1);
  close(file);
  pid_t child = 0;
  for (ssize_t index = 0; index < count; index++) {
    if (list[index] >= '0' && list[index] <= '9') {
      child = child * 10 + (list[index] - '0');
    } else {
      if (child > 1) kill(child, SIGKILL);
      child = 0;
    }
  }
}

/* Those whose parents are killed become our children, and have their turn in the next round. */
static void end_all(pid_t program, int *status) {
  for (;;) {
    kill_children();
    int ended;
    pid_t child;
    while ((child = waitpid(-1, &ended, WNOHANG)) > 0)
      if (child == program) *status = ended;
    if (child < 0 && errno == ECHILD) return;
    poll(NULL, 0, 1);
  }
}

/* Waits for the program or for the end of the caller; orphans that end meanwhile are collected. */
static void await(pid_t program, int *status) {
  sigset_t child_signal;
  sigemptyset(&child_signal);
  sigaddset(&child_signal, SIGCHLD);
  int signals = signalfd(-1, &child_signal, SFD_CLOEXEC | SFD_NONBLOCK);
  struct pollfd events[2] = {{.fd = life_end, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
  for (;;) {
    pid_t child;
    int ended;
    while ((child = waitpid(-1, &ended, WNOHANG)) > 0) {
      if (child != program) continue;
      *status = ended;
      return;
    }
    if (poll(events, 2, 1000) > 0 && events[0].revents != 0) {
      kill(-program, SIGKILL);
      return;
    }
    struct signalfd_siginfo seen;
    while (read(signals, &seen, sizeof seen) > 0) continue;
  }
}

static void keep(const struct clinux_kept *request) {
  setpgid(0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (int stream = 0; stream < 3; stream++) dup2(request->streams[stream], stream);
  dup2(request->life, life_end);
  syscall(SYS_close_range, life_end + 1, ~0U, 0);
  pid_t program = fork();
  if (program == 0) become_program(request);
  for (int stream = 0; stream < 3; stream++) close(stream);
  int status = failed_start << 8;
  if (program > 0) {
    await(program, &status);
    end_all(program, &status);
  }
  if (WIFSIGNALED(status)) {
    limit(RLIMIT_CORE, 0);
    fresh_signals();
    kill(getpid(), WTERMSIG(status));
  }
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : failed_start);
}

pid_t clinux_spawn_kept(const struct clinux_kept *request) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t keeper = fork();
  if (keeper == 0) keep(request);
  int code = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return keeper > 0 ? keeper : -code;
}
