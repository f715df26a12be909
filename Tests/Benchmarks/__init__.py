"""Speed and memory beside peers and beside the floor, as ratios from one run on one machine.

  corpus     Markdown pages and traced items, made the same on every run
  peers      what the same corpus needs to be built by Hugo, LOBSTER and Sphinx-Needs
  floor.c    reads, renders with the same library and writes as many bytes; nothing else
  commits.c  writes one row in each commit to SQLite; nothing else
  dbos_peer  workflows of DBOS, as a program of its own
  jobs       what is measured
  changes    what is measured of reports on a change, beside reqcov
  engine     what is measured of durable workflows, and what is aimed at
  table      how it is shown, with the targets

Nothing is deleted between runs: a disk that has just freed many files makes new ones slowly, and
that would be measured instead. `make clean` removes it all.
"""
