// Suites of Templates; see CONTRIBUTING.md.
