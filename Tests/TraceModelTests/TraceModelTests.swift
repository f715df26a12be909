// Tests of TraceModel: see the suites beside this file.
