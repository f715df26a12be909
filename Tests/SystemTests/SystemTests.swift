// Suites of System; see CONTRIBUTING.md.
