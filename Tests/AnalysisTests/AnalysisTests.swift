// Suites of Analysis; see CONTRIBUTING.md.
