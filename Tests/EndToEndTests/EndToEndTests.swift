// Suites of EndToEnd; see CONTRIBUTING.md.
