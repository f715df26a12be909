// Analysis: see ARCHITECTURE.md.
