// Suites of Notation; see CONTRIBUTING.md.
