// System: see ARCHITECTURE.md.
