// Suites of Architecture; see CONTRIBUTING.md.
