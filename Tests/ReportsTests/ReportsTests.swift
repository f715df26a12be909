// Suites of Reports; see CONTRIBUTING.md.
