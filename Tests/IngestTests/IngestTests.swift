// Suites of Ingest; see CONTRIBUTING.md.
