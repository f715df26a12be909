// Notation: see ARCHITECTURE.md.
