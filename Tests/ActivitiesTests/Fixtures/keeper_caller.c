/* Starts its arguments under a keeper, and waits to be killed. */
#include "CLinux.h"

#include <unistd.h>

extern char **environ;

int main(int count, char **arguments) {
  int life[2];
  if (count < 2 || pipe(life) != 0) return 1;
  struct clinux_kept kept = {
      .program = arguments[1], .arguments = arguments + 1, .environment = environ, .streams = {0, 1, 2}, .life = life[0]};
  if (clinux_spawn_kept(&kept) < 0) return 1;
  close(life[0]);
  for (;;) pause();
}
