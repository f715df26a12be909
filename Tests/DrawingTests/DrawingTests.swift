// Suites of Drawing; see CONTRIBUTING.md.
