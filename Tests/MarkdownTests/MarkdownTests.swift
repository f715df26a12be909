// Suites of Markdown; see CONTRIBUTING.md.
