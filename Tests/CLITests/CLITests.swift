// Suites of CLI; see CONTRIBUTING.md.
