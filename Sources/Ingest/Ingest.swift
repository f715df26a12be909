// Ingest: see ARCHITECTURE.md.
