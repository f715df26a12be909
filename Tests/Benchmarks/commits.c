/* The floor of whatever is durable on SQLite: one row of 250 to 400 bytes in each commit, with the
   write-ahead log and full synchronisation, and nothing else.

     commits DATABASE COUNT

   Prints commits and the seconds and processor seconds they took, as JSON. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void check(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  fprintf(stderr, "%s\n", sqlite3_errmsg(database));
  exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(database, sql, NULL, NULL, NULL)); }

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void commit(sqlite3_stmt *insertion, int number) {
  static char row[400];
  memset(row, 'a' + number % 26, sizeof row);
  check(sqlite3_bind_int(insertion, 1, number));
  check(sqlite3_bind_blob(insertion, 2, row, 250 + number * 37 % 151, SQLITE_STATIC));
  check(sqlite3_step(insertion));
  check(sqlite3_reset(insertion));
}

int main(int count, char **arguments) {
  if (count != 3) return fputs("usage: commits DATABASE COUNT\n", stderr), 2;
  int commits = atoi(arguments[2]), warmup = commits / 10;
  check(sqlite3_open(arguments[1], &database));
  run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE events(id INTEGER PRIMARY KEY, event BLOB NOT NULL)");
  sqlite3_stmt *insertion;
  check(sqlite3_prepare_v2(database, "INSERT INTO events VALUES(?1, ?2)", -1, &insertion, NULL));
  for (int number = 0; number < warmup; number++) commit(insertion, number);
  double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  for (int number = 0; number < commits; number++) commit(insertion, warmup + number);
  printf("{\"commits\":%d,\"seconds\":%f,\"cpu\":%f}\n", commits, now(CLOCK_MONOTONIC) - wall,
         now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
  return 0;
}
