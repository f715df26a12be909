import SourceText
import System

/// What the walk over a project has found, before anybody asks who reads what.
struct InputFiles: Sendable {
  /// Sorted by path.
  let files: [TreeFile]
  let skipped: [SkippedPath]
  /// Findings of the walk.
  let diagnostics: [Diagnostic]
  /// The commit that dates of pages come from; empty without a repository.
  let commit: String

  init(_ project: Project) {
    let listing = project.tree.listing()
    files = listing.files
    skipped = listing.skipped
    diagnostics = listing.diagnostics
    commit = ""
  }
}
