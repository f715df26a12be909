"""Checks of published sites and of the program as a whole, with tools that are not ours.

  report            what passed, failed and was skipped; the closing line
  processes         runs a command, counting time and memory over its whole process tree
  tool              the verbs of the program, as these checks use them
  projects          the small projects that are built
  pages             one HTML file, read by Python's own parser
  browser           headless Chromium with a log of its console and of its requests

Each part is one module with `run(context)`; `python -m acceptance --only links,nu` runs some.
"""
