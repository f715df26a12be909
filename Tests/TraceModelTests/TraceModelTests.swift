// Suites of TraceModel; see CONTRIBUTING.md.
