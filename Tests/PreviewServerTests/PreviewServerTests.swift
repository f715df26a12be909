// Suites of PreviewServer; see CONTRIBUTING.md.
