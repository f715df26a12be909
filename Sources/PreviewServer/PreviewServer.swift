// PreviewServer: see ARCHITECTURE.md.
