// Suites of Site; see CONTRIBUTING.md.
