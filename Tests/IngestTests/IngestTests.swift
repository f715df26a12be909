// Tests of Ingest: see the suites beside this file.
